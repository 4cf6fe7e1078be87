using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Packages;

/// <summary>Which pages an enterprise's packages close, remembered for a moment: it is asked for everybody who is signed in.</summary>
public sealed class PackageAccess(AppDbFactory databases)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, (DateTime ReadAt, PageAccess Pages)> _known = new();

    internal async ValueTask<PageAccess> OfAsync(long orgId, CancellationToken ct)
    {
        var now = databases.Time.UtcNow();
        if (_known.TryGetValue(orgId, out var known) && now - known.ReadAt < Freshness)
            return known.Pages;
        await using var db = databases.OpenPlatform();
        var packages = await db.Set<ServicePackage>().AsNoTracking().ToListAsync(ct);
        var purchases = await db.Set<PackagePurchase>().Where(x => x.OrgId == orgId).Select(x => new { x.PackageId, x.From, x.Until }).ToListAsync(ct);
        var pages = PackageTerms.PagesOn(ChinaTime.Today(databases.Time), packages, purchases.Select(x => (x.PackageId, x.From, x.Until)));
        if (_known.Count > 10_000)
            _known.Clear();
        _known[orgId] = (now, pages);
        return pages;
    }
}
