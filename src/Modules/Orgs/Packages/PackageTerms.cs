namespace Yaosu.Orgs.Packages;

public enum PackageStanding
{
    [Label("未开始")]
    NotYet,

    [Label("使用中")]
    Open,

    /// <summary>Ran out, can still be read.</summary>
    [Label("已到期，仅可查看")]
    Frozen,

    [Label("已关闭")]
    Closed,
}

/// <summary>Pages that an enterprise can't use or can only read, each with the package's name.</summary>
public sealed record PageAccess(IReadOnlyDictionary<string, string> Closed, IReadOnlyDictionary<string, string> Frozen)
{
    internal static readonly PageAccess Everything = new(new Dictionary<string, string>(), new Dictionary<string, string>());
}

/// <summary>What having bought packages means on a given day.</summary>
internal static class PackageTerms
{
    internal const int FrozenDays = 30;

    /// <summary>Days before the end on which the main account hears of it.</summary>
    internal static readonly IReadOnlyList<int> WarningDays = [30, 7, 1];

    internal static PackageStanding On(DateOnly today, DateOnly from, DateOnly until) =>
        today < from ? PackageStanding.NotYet
        : today <= until ? PackageStanding.Open
        : today <= until.AddDays(FrozenDays) ? PackageStanding.Frozen
        : PackageStanding.Closed;

    /// <summary>The package and those that are part of it.</summary>
    internal static IEnumerable<ServicePackage> Covered(IReadOnlyList<ServicePackage> packages, long packageId) => packages.Where(x => x.Id == packageId || x.PartOfId == packageId);

    internal static PageAccess PagesOn(DateOnly today, IReadOnlyList<ServicePackage> packages, IEnumerable<(long PackageId, DateOnly From, DateOnly Until)> purchases)
    {
        var best = new Dictionary<long, PackageStanding>();
        foreach (var (packageId, from, until) in purchases)
        {
            var standing = On(today, from, until);
            foreach (var covered in Covered(packages, packageId))
                best[covered.Id] = Better(best.GetValueOrDefault(covered.Id, PackageStanding.Closed), standing);
        }
        Dictionary<string, string> closed = [], frozen = [];
        // A page may stand in several packages: one that is open opens it.
        foreach (var page in packages.SelectMany(package => package.PagesRead.Select(page => (page.Code, Package: package))).GroupBy(x => x.Code, x => x.Package))
        {
            var standings = page.Select(package => (package.Name, Standing: best.GetValueOrDefault(package.Id, PackageStanding.Closed))).ToList();
            if (standings.Any(x => x.Standing == PackageStanding.Open))
                continue;
            if (standings.FirstOrDefault(x => x.Standing == PackageStanding.Frozen) is { Name: { } expired })
                frozen[page.Key] = expired;
            else
                closed[page.Key] = standings[0].Name;
        }
        return new(closed, frozen);
    }

    private static PackageStanding Better(PackageStanding one, PackageStanding other)
    {
        return Rank(one) >= Rank(other) ? one : other;

        static int Rank(PackageStanding standing) => standing switch
        {
            PackageStanding.Open => 2,
            PackageStanding.Frozen => 1,
            PackageStanding.NotYet or PackageStanding.Closed => 0,
        };
    }
}
