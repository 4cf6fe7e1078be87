using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.OwnCodes;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Contracts;

/// <summary>What whoever scans a code may know of it.</summary>
/// <param name="LevelName">内包装码, 外包装码 …; null for codes of one level.</param>
/// <param name="IsOwn">The enterprise printed it without us.</param>
/// <param name="Goods">Null while the codes are of no goods.</param>
public sealed record ScannedCode(long OrgId, string Code, string Merchant, string? LevelName, string? Goods, string? Spec, string? Description, long? DrugId, bool IsOwn);

/// <summary>Codes as consumers scan them: of any enterprise, without signing in.</summary>
public sealed class ScannedCodes(AppDbFactory databases, CodeFinder codes, OwnCodeFinder ownCodes)
{
    /// <param name="typed">Of own codes all that stands after the prefix, as it is printed.</param>
    /// <param name="merchantCode">What stands before the code in its address; it must be the code's own.</param>
    /// <returns>Null for everything that isn't a code handed out for this merchant, whatever else it is.</returns>
    public async Task<ScannedCode?> FindAsync(string merchantCode, string typed, CancellationToken ct = default)
    {
        if (await ownCodes.OfMerchantAsync(merchantCode, typed, ct) is not var (found, code))
        {
            if (TypedCode.Clean(typed) is not { } clean || await codes.FindAsync(clean, ct) is not { } made)
                return null;
            (found, code) = (made, clean);
        }
        await using var db = databases.Open(Actor.System(found.OrgId, "扫码"));
        if (await db.Set<CodePackage>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == found.PackageId && x.ReadyAt != null, ct) is not { } package)
            return null;
        var merchant = await db.Set<Merchant>().AsNoTracking().SingleAsync(x => x.Id == package.MerchantId, ct);
        if (!string.Equals(merchant.Code, merchantCode, StringComparison.OrdinalIgnoreCase))
            return null;
        var goods = await db.Set<Goods>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == package.GoodsId, ct);
        return new(found.OrgId, code, merchant.Name, package.Kind == PackageKind.Single ? null : LevelNames.Of(package.Kind, found.Level)[..^1], goods?.Name, goods?.Spec, goods?.Description, goods?.DrugId, package.Mode == PackageMode.Own);
    }
}
