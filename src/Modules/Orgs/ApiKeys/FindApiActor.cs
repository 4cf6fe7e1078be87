using System.Net;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Packages;
using Yaosu.Platform.Api;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>Whose secret it is and what it may do, read with every request: a revoked one is refused at once.</summary>
internal sealed class FindApiActor(AppDbFactory databases, DenialLog denials, ApiKeyUsage usage, PackageAccess packages) : IApiActors
{
    public async ValueTask<Outcome<Actor>> FindAsync(string secret, IPAddress? address, CancellationToken ct = default)
    {
        if (!ApiSecret.LooksLikeOne(secret))
            return ApiRefusals.KeyUnknown;
        var hash = ApiSecret.HashOf(secret);
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<ApiSecretOwner>().AsNoTracking().SingleOrDefaultAsync(x => x.Hash == hash, ct) is not { } owner)
            return ApiRefusals.KeyUnknown;
        await using var db = databases.Open(Actor.System(owner.OrgId));
        var now = databases.Time.UtcNow();
        var shown = await db.Set<ApiSecret>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == owner.SecretId, ct);
        var key = shown is null ? null : await db.Set<ApiKey>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == shown.ApiKeyId, ct);
        if (key is null || key.RevokedAt is not null || shown!.RevokedAt is not null)
            return ApiRefusals.KeyRevoked;
        if (!shown.IsLive(now))
            return ApiRefusals.KeyExpired;
        if (key.Addresses.Count > 0 && (address is null || !key.Addresses.Exists(network => Contains(network, address))))
            return ApiRefusals.KeyFromElsewhere;
        if (await platform.Set<Org>().AnyAsync(x => x.Id == owner.OrgId && x.SuspendedAt != null, ct))
            return ApiRefusals.EnterpriseSuspended;
        var pages = await packages.OfAsync(owner.OrgId, ct);
        return new Actor
        {
            Kind = ActorKind.Integration,
            OrgId = owner.OrgId,
            UserId = key.Id,
            Name = $"接口·{key.Name}",
            Permissions = key.Permissions.ToHashSet(StringComparer.Ordinal),
            ClosedPages = pages.Closed,
            FrozenPages = pages.Frozen,
            Address = address?.ToString(),
            Denied = denials.Note,
            Used = usage.Note,
        };
    }

    private static bool Contains(string network, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPNetwork.TryParse(network, out var net) ? net.Contains(plain) : IPAddress.TryParse(network, out var one) && one.Equals(plain);
    }
}
