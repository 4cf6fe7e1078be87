using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Packages;
using Yaosu.Orgs.Papers;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Orgs.Enterprises;

public sealed record EnterpriseRow(long Id, string Name, OrgKind Kind, string CreditCode, string Packages, int Waiting, DateTime? SuspendedAt, DateTime CreatedAt);

/// <param name="HasWaiting">Only those that wait for an answer about a package.</param>
/// <param name="HasPapers">Only those with papers to be reviewed.</param>
public sealed record EnterpriseFilter(string? Text = null, OrgKind? Kind = null, bool? IsSuspended = null, bool HasWaiting = false, bool HasPapers = false);

/// <summary>Every enterprise of the installation, for its operators.</summary>
public sealed class EnterpriseList(AppDbFactory databases, MyQualifications papers)
{
    public static readonly SortMap<Org> Sorts = new SortMap<Org>(x => x.Id, "at", defaultDescending: true)
        .By("name", x => x.Name)
        .By("at", x => x.CreatedAt);

    public sealed record Purchase(long Id, int Version, string Package, DateOnly From, DateOnly Until, PackageStanding Standing, string? Note, string GrantedBy);

    public sealed record Application(long Id, string Package, string? Note, string AskedBy, DateTime AskedAt);

    public sealed record Details(Org Org, string MainAccount, int People, IReadOnlyList<Purchase> Purchases, IReadOnlyList<Application> Applications, IReadOnlyList<PackageCard> Cards, IReadOnlyList<QualificationCard> Papers, string? Headquarters);

    public async Task<Outcome<Page<EnterpriseRow>>> RunAsync(Actor actor, EnterpriseFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewEnterprises) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var orgs = db.Set<Org>().AsNoTracking();
        if (filter.Text is { Length: > 0 } text)
            orgs = orgs.Where(x => x.Name.Contains(text) || x.CreditCode.Contains(text));
        if (filter.Kind is { } kind)
            orgs = orgs.Where(x => x.Kind == kind);
        if (filter.IsSuspended is { } suspended)
            orgs = orgs.Where(x => x.SuspendedAt != null == suspended);
        if (filter.HasWaiting)
            orgs = orgs.Where(x => db.Set<PackageApplication>().Any(asked => asked.OrgId == x.Id && asked.State == PackageApplicationState.Waiting));
        if (filter.HasPapers)
            orgs = orgs.Where(x => db.Set<Qualification>().Any(paper => paper.OrgId == x.Id && paper.State == QualificationState.Waiting));
        var found = await orgs.ToPageAsync(Sorts, page, x => new EnterpriseRow(x.Id, x.Name, x.Kind, x.CreditCode, "",
            db.Set<PackageApplication>().Count(asked => asked.OrgId == x.Id && asked.State == PackageApplicationState.Waiting), x.SuspendedAt, x.CreatedAt), ct);
        var (ids, today) = (found.Rows.Select(x => x.Id).ToArray(), ChinaTime.Today(db.Time));
        var open = (await db.Set<PackagePurchase>().Where(x => ids.Contains(x.OrgId) && x.From <= today && x.Until >= today).Select(x => new { x.OrgId, x.PackageName }).ToListAsync(ct)).ToLookup(x => x.OrgId, x => x.PackageName);
        return found with { Rows = [.. found.Rows.Select(x => x with { Packages = string.Join("、", open[x.Id]) })] };
    }

    public async Task<Outcome<Details>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewEnterprises) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor.ForEnterprise(id));
        if (await db.Set<Org>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } org)
            return OrgsRefusals.EnterpriseNotFound;
        var main = await db.Set<User>().Where(x => x.IsMain).Select(x => new { x.Name, x.SignInName }).SingleOrDefaultAsync(ct);
        var people = await db.Set<User>().CountAsync(x => x.RemovedAt == null, ct);
        var purchases = await db.Set<PackagePurchase>().AsNoTracking().Where(x => x.OrgId == id).OrderByDescending(x => x.Until).ThenBy(x => x.Id).ToListAsync(ct);
        var waiting = await db.Set<PackageApplication>().AsNoTracking().Where(x => x.OrgId == id && x.State == PackageApplicationState.Waiting).OrderBy(x => x.Id).ToListAsync(ct);
        var today = ChinaTime.Today(db.Time);
        return new Details(org, main is null ? "" : $"{main.Name}（{main.SignInName}）", people,
            [.. purchases.Select(x => new Purchase(x.Id, x.Version, x.PackageName, x.From, x.Until, PackageTerms.On(today, x.From, x.Until), x.Note, x.GrantedBy))],
            [.. waiting.Select(x => new Application(x.Id, x.PackageName, x.Note, x.AskedBy, x.AskedAt))],
            await MyPackages.ReadAsync(db, id, ct),
            await papers.ReadAsync(db, id, ct),
            await db.Set<Org>().Where(x => x.Id == org.HeadquartersId).Select(x => x.Name).SingleOrDefaultAsync(ct));
    }
}
