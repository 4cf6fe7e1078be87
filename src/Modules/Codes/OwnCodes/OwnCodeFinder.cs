using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.OwnCodes;

/// <summary>Whose own code it is: by its whole address of whichever enterprise, or bare of a known one.</summary>
public sealed class OwnCodeFinder(AppDbFactory databases)
{
    private const int LongestTyped = 512;
    private const int MostOwners = 20_000;

    private readonly ConcurrentDictionary<string, Owner> _owners = new(StringComparer.Ordinal);

    /// <summary>In the actor's enterprise alone; a bare code may be one of several merchants.</summary>
    /// <param name="typed">A whole address, or what stands after a prefix.</param>
    internal async Task<(FoundCode Code, string Text)?> FindAsync(Actor actor, string? typed, CancellationToken ct = default)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length is 0 or > LongestTyped)
            return null;
        if (OwnAddress.Normalize(text) is { } address)
            return await ClaimOfAsync(address.Host, address.Address, ct) is { } claim && actor.IsOf(claim.OrgId)
                ? await FindAsync(claim.OrgId, claim.MerchantId, claim.Prefix, address.Address[claim.Prefix.Length..], ct)
                : null;
        return await FindAsync(actor.OrgId, merchantId: null, prefix: null, text, ct);
    }

    /// <summary>As consumers scan it: of a merchant whose codes are its own.</summary>
    /// <returns>Null as well for merchants whose codes are made here.</returns>
    internal async Task<(FoundCode Code, string Text)?> OfMerchantAsync(string merchantCode, string text, CancellationToken ct)
    {
        if (OwnAddress.WhatIsWrong(text) is not null || merchantCode.Length != MerchantCode.Length || !merchantCode.All(char.IsAsciiLetterOrDigit))
            return null;
        return await OwnerAsync(merchantCode.ToUpperInvariant(), ct) is { PrintsItself: true } owner ? await FindAsync(owner.OrgId, owner.MerchantId, prefix: null, text, ct) : null;
    }

    /// <summary>A merchant's code is never given again and where its codes come from never changes, so what was asked once stays true.</summary>
    private async Task<Owner?> OwnerAsync(string merchantCode, CancellationToken ct)
    {
        if (_owners.TryGetValue(merchantCode, out var known))
            return known;
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<MerchantCode>().AsNoTracking().SingleOrDefaultAsync(x => x.Code == merchantCode, ct) is not { } code)
            return null;
        await using var db = databases.Open(Actor.System(code.OrgId));
        var owner = new Owner(code.OrgId, code.MerchantId, await db.Set<Merchant>().AnyAsync(x => x.Id == code.MerchantId && x.Source == CodeSource.Own, ct));
        if (_owners.Count >= MostOwners)
            _owners.Clear();
        return _owners[merchantCode] = owner;
    }

    private async Task<PrefixClaim?> ClaimOfAsync(string host, string address, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        var claims = await platform.Set<PrefixClaim>().AsNoTracking().Where(x => x.Host == host).ToListAsync(ct);
        return claims.Find(x => address.StartsWith(x.Prefix, StringComparison.Ordinal));
    }

    private async Task<(FoundCode Code, string Text)?> FindAsync(long orgId, long? merchantId, string? prefix, string text, CancellationToken ct)
    {
        if (OwnAddress.WhatIsWrong(text) is not null)
            return null;
        await using var db = databases.Open(Actor.System(orgId));
        var codes = db.Set<OwnCode>().AsNoTracking().Where(x => x.Text == text);
        codes = merchantId is { } merchant
            ? codes.Where(x => x.MerchantId == merchant)
            // By merchant, as the index is.
            : codes.Where(x => db.Set<Merchant>().Where(own => own.Source == CodeSource.Own).Select(own => own.Id).Contains(x.MerchantId));
        if (prefix is not null)
            codes = codes.Where(x => db.Set<CodePackage>().Any(package => package.Id == x.PackageId && package.Address == prefix));
        var found = await codes.OrderBy(x => x.Id).FirstOrDefaultAsync(ct);
        return found is null ? null : (new(orgId, found.PackageId, 1, found.Serial), found.Text);
    }

    private sealed record Owner(long OrgId, long MerchantId, bool PrintsItself);
}
