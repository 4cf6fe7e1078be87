using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Packages;

/// <summary>A package as one enterprise sees it.</summary>
/// <param name="Until">The last day; null when it was never bought.</param>
/// <param name="IsAskedFor">An application for it waits.</param>
public sealed record PackageCard(long Id, string Name, string About, PackageSale Sale, bool IsPart, IReadOnlyList<PackagePage> Pages, PackageStanding Standing, DateOnly? Until, bool IsAskedFor, string? LastAnswer);

/// <summary>What is sold and what of it the enterprise has.</summary>
public sealed class MyPackages(AppDbFactory databases)
{
    public sealed record Shelf(IReadOnlyList<PackageCard> Cards);

    public async Task<Outcome<Shelf>> RunAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewPackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return new Shelf(await ReadAsync(db, actor.OrgId, ct));
    }

    internal static async Task<IReadOnlyList<PackageCard>> ReadAsync(AppDb db, long orgId, CancellationToken ct)
    {
        var today = ChinaTime.Today(db.Time);
        var packages = await db.Set<ServicePackage>().AsNoTracking().OrderBy(x => x.Order).ToListAsync(ct);
        var purchases = await db.Set<PackagePurchase>().AsNoTracking().Where(x => x.OrgId == orgId).ToListAsync(ct);
        var asked = await db.Set<PackageApplication>().AsNoTracking().Where(x => x.OrgId == orgId).OrderBy(x => x.Id).ToListAsync(ct);
        return [.. packages.Select(CardOf)];

        PackageCard CardOf(ServicePackage package)
        {
            var best = purchases.Where(x => x.PackageId == package.Id || x.PackageId == package.PartOfId)
                .OrderByDescending(x => PackageTerms.On(today, x.From, x.Until) == PackageStanding.Open).ThenByDescending(x => x.Until).FirstOrDefault();
            var own = asked.Where(x => x.PackageId == package.Id).ToList();
            return new(package.Id, package.Name, package.About, package.Sale, package.PartOfId is not null, [.. package.PagesRead],
                best is null ? PackageStanding.Closed : PackageTerms.On(today, best.From, best.Until), best?.Until,
                own.Any(x => x.State == PackageApplicationState.Waiting),
                own.LastOrDefault() is { State: PackageApplicationState.Declined } last ? last.Answer : null);
        }
    }
}
