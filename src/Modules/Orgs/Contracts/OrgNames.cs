using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Contracts;

/// <summary>What an enterprise is called, for pages that everybody may read.</summary>
public sealed class OrgNames(AppDbFactory databases)
{
    public async Task<string?> FindAsync(long orgId, CancellationToken ct = default)
    {
        await using var platform = databases.OpenPlatform();
        return await platform.Set<Org>().Where(x => x.Id == orgId).Select(x => x.Name).SingleOrDefaultAsync(ct);
    }
}
