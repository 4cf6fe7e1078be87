using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Packages;

/// <summary>An operator says what a package is called and which pages it opens.</summary>
public sealed class SavePackage(AppDbFactory databases)
{
    public const int MostPages = 100;

    // Whoever can't manage his people or buy packages could not even renew one.
    private static readonly string[] Free = ["orgs.", "platform.", "downloads."];

    public sealed record Wanted(long Id, int Version, string Name, string About, PackageSale Sale, IReadOnlyList<string> Pages);

    public sealed record Row(long Id, string Name, PackageSale Sale, string? PartOf, int Pages);

    public sealed record Shelf(IReadOnlyList<Row> Rows);

    public async Task<Outcome<Shelf>> ListAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewPackageMap) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var packages = await db.Set<ServicePackage>().AsNoTracking().OrderBy(x => x.Order).ToListAsync(ct);
        return new Shelf([.. packages.Select(x => new Row(x.Id, x.Name, x.Sale, packages.Find(whole => whole.Id == x.PartOfId)?.Name, x.Pages.Count))]);
    }

    public async Task<Outcome<ServicePackage>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewPackageMap) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await db.Set<ServicePackage>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is { } package ? package : OrgsRefusals.PackageNotFound;
    }

    public async Task<Outcome> RunAsync(Actor actor, Wanted wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.EditPackageMap) is { } refusal)
            return refusal;
        var (name, about) = (StoredText.Clean(wanted.Name).Trim(), StoredText.Clean(wanted.About).Trim());
        var refusals = new List<Refusal>();
        if (name.Length is 0 or > ServicePackage.NameLength)
            refusals.Add(OrgsRefusals.PackageNameWrong);
        if (about.Length > ServicePackage.AboutLength)
            refusals.Add(OrgsRefusals.PackageAboutTooLong);
        var pages = Read(wanted.Pages, refusals);
        if (refusals.Count > 0)
            return Outcome.Refused(refusals);

        await using var db = databases.Open(actor);
        if (await db.Set<ServicePackage>().SingleOrDefaultAsync(x => x.Id == wanted.Id, ct) is not { } package)
            return OrgsRefusals.PackageNotFound;
        if (package.Version != wanted.Version)
            return OrgsRefusals.PackageChangedMeanwhile;
        (package.Name, package.About, package.Sale) = (name, about, wanted.Sale);
        if (!pages.SequenceEqual(package.Pages))
            package.Pages = pages;
        if (!db.ChangeTracker.HasChanges())
            return Outcome.Done;
        db.Record(OrgsActions.PackageChanged, package);
        return await db.TrySaveAsync(OrgsRefusals.PackageChangedMeanwhile, OrgsRefusals.PackageNameTaken, ct: ct);
    }

    private static List<string> Read(IReadOnlyList<string> lines, List<Refusal> refusals)
    {
        var pages = new List<PackagePage>();
        foreach (var line in lines.Select(StoredText.Clean).Where(line => !string.IsNullOrWhiteSpace(line)).Take(MostPages + 1))
        {
            if (PackagePage.Read(line) is not { } page)
                refusals.Add(OrgsRefusals.PackagePageWrong(StoredText.Cut(line.Trim(), 40)));
            else if (Free.Any(prefix => page.Code.StartsWith(prefix, StringComparison.Ordinal)))
                refusals.Add(OrgsRefusals.PageStaysFree(page.Title));
            else if (pages.Exists(x => x.Code == page.Code))
                refusals.Add(OrgsRefusals.PackagePageTwice(page.Code));
            else
                pages.Add(page);
        }
        if (pages.Count > MostPages)
            refusals.Add(OrgsRefusals.TooManyPackagePages);
        return [.. pages.Select(page => page.ToString())];
    }
}
