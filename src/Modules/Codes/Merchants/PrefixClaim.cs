using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Merchants;

/// <summary>Whose codes begin like this.</summary>
[PlatformFact("A prefix belongs to one enterprise, and an address that anybody scans leads here before anybody knows whose it is.")]
internal sealed class PrefixClaim
{
    public required string Prefix { get; init; }

    /// <summary>Prefixes that could overlap have it in common.</summary>
    public required string Host { get; init; }

    public required long OrgId { get; init; }

    public required long MerchantId { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<PrefixClaim>().ToTable("PrefixClaims", CodesModule.SchemaName);
        entity.HasKey(x => x.Prefix);
        entity.Property(x => x.Prefix).HasMaxLength(UrlPrefix.Length);
        entity.Property(x => x.Host).HasMaxLength(UrlPrefix.Length);
        entity.HasIndex(x => x.Host);
        entity.HasIndex(x => new { x.OrgId, x.MerchantId });
    }
}

/// <summary>Whoever claims prefixes of a host waits here for the other who does.</summary>
[PlatformFact("Any two enterprises may want prefixes of one host.")]
internal sealed class PrefixHost
{
    public required string Host { get; init; }

    public required int Turns { get; set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<PrefixHost>().ToTable("PrefixHosts", CodesModule.SchemaName);
        entity.HasKey(x => x.Host);
        entity.Property(x => x.Host).HasMaxLength(UrlPrefix.Length);
    }
}

internal static class PrefixClaims
{
    /// <summary>In the caller's transaction, which holds the merchant: what it claims from now on. Nothing is saved.</summary>
    internal static async Task<Outcome> PutAsync(AppDb db, long merchantId, IReadOnlyList<string> prefixes, CancellationToken ct)
    {
        var had = await db.Set<PrefixClaim>().Where(x => x.OrgId == db.OrgId && x.MerchantId == merchantId).ToListAsync(ct);
        var gone = had.Where(x => !prefixes.Contains(x.Prefix, StringComparer.Ordinal)).ToList();
        foreach (var claim in gone)
            if (await db.Set<CodePackage>().AnyAsync(x => x.MerchantId == merchantId && x.Address == claim.Prefix, ct))
                return CodesRefusals.PrefixUsed(claim.Prefix);
        var added = prefixes.Except(had.Select(x => x.Prefix), StringComparer.Ordinal).ToList();
        var hosts = added.Select(UrlPrefix.HostOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var host in hosts)
        {
            await db.Engine.InsertIfMissingAsync(db, new PrefixHost { Host = host, Turns = 0 }, ct);
            await db.Set<PrefixHost>().Where(x => x.Host == host).ExecuteUpdateAsync(set => set.SetProperty(x => x.Turns, x => x.Turns + 1), ct);
        }
        var others = await db.Set<PrefixClaim>().AsNoTracking().Where(x => hosts.Contains(x.Host) && (x.OrgId != db.OrgId || x.MerchantId != merchantId)).ToListAsync(ct);
        foreach (var prefix in added)
            if (others.Find(x => UrlPrefix.Overlap(x.Prefix, prefix)) is { } other)
                return other.OrgId != db.OrgId
                    ? CodesRefusals.PrefixOfAnother(prefix)
                    : CodesRefusals.PrefixOfMerchant(prefix, await db.Set<Merchant>().Where(x => x.Id == other.MerchantId).Select(x => x.Name).SingleAsync(ct), other.Prefix);
        db.RemoveRange(gone);
        db.AddRange(added.Select(prefix => new PrefixClaim { Prefix = prefix, Host = UrlPrefix.HostOf(prefix), OrgId = db.OrgId, MerchantId = merchantId }));
        return Outcome.Done;
    }
}
