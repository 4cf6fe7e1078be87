using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Orgs.ApiKeys;

public sealed record ApiKeyRow(long Id, string Name, string? Provider, int Permissions, string Addresses, DateTime? ExpiresAt, DateTime? LastAt, bool IsRevoked);

public sealed record ApiKeyDetail(ApiKey Key, IReadOnlyList<ApiSecret> Secrets, IReadOnlyList<ApiKeyUse> Uses);

/// <summary>The enterprise's keys.</summary>
public sealed class ApiKeyList(AppDbFactory databases)
{
    public static readonly SortMap<ApiKey> Sorts = new SortMap<ApiKey>(x => x.Id, "at", defaultDescending: true).By("at", x => x.Id).By("name", x => x.Name);

    public async Task<Outcome<Page<ApiKeyRow>>> RunAsync(Actor actor, bool withRevoked, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewApiKeys) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = await db.Set<ApiKey>().AsNoTracking().Where(x => withRevoked || x.RevokedAt == null).ToPageAsync(Sorts, page, x => x, ct);
        var ids = found.Rows.Select(x => x.Id).ToArray();
        var ends = await db.Set<ApiSecret>().Where(x => ids.Contains(x.ApiKeyId) && x.RevokedAt == null).GroupBy(x => x.ApiKeyId).Select(group => new { group.Key, Last = group.Max(x => x.ExpiresAt) }).ToDictionaryAsync(x => x.Key, x => (DateTime?)x.Last, ct);
        var used = await db.Set<ApiKeyUse>().Where(x => ids.Contains(x.ApiKeyId)).GroupBy(x => x.ApiKeyId).Select(group => new { group.Key, Last = group.Max(x => x.LastAt) }).ToDictionaryAsync(x => x.Key, x => (DateTime?)x.Last, ct);
        return new Page<ApiKeyRow>([.. found.Rows.Select(x => new ApiKeyRow(x.Id, x.Name, x.Provider, x.Permissions.Count, x.Addresses.Count == 0 ? "不限" : string.Join("、", x.Addresses),
            ends.GetValueOrDefault(x.Id), used.GetValueOrDefault(x.Id), x.RevokedAt is not null))], found.Total, page);
    }

    public async Task<Outcome<ApiKeyDetail>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewApiKeys) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<ApiKey>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } key)
            return OrgsRefusals.ApiKeyNotFound;
        return new ApiKeyDetail(key, await db.Set<ApiSecret>().AsNoTracking().Where(x => x.ApiKeyId == id).OrderByDescending(x => x.Id).ToListAsync(ct),
            await db.Set<ApiKeyUse>().AsNoTracking().Where(x => x.ApiKeyId == id).ToListAsync(ct));
    }
}
