using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.OwnCodes;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Contracts;

/// <summary>A code that was handed out, and where it is from.</summary>
/// <param name="Serial">Among the codes of its level, from 0.</param>
public sealed record ScannedCode(string Code, long OrgId, long PackageId, int Level, long Serial);

/// <summary>What whoever scans a code may know of it; the same for all codes of one level of a package.</summary>
/// <param name="LevelName">内包装, 外包装 …; null for codes of one level.</param>
/// <param name="IsOwn">The enterprise printed it without us.</param>
/// <param name="IsGuessable">不可防伪: whoever knows one such code can print others.</param>
/// <param name="Goods">Null while the codes are of no goods.</param>
public sealed record ScannedFacts(string MerchantCode, string Merchant, string? LevelName, bool IsOwn, bool IsGuessable, string? Goods, string? Spec, string? Description, long? DrugId)
{
    /// <summary>Smallest units in one package of this level.</summary>
    public long LeavesInOne { get; init; } = 1;

    /// <summary>The smallest units in a code of this kind. Where nobody knows who lies in whom, a larger package may hold any of them.</summary>
    public CodeSpan LeavesUnder(long serial) => AllLeaves is { } all ? new(0, all) : new(serial * LeavesInOne, (serial + 1) * LeavesInOne);

    internal long? AllLeaves { get; init; }
}

/// <summary>Codes as consumers scan them: of any enterprise, without signing in.</summary>
public sealed class ScannedCodes(AppDbFactory databases, CodeFinder codes, OwnCodeFinder ownCodes)
{
    /// <returns>Null for everything that isn't a code made here and handed out, of whichever merchant.</returns>
    public async Task<ScannedCode?> FindAsync(string typed, CancellationToken ct = default) => TypedCode.Clean(typed) is { } code && await codes.FindAsync(code, ct) is { } found ? Of(code, found) : null;

    /// <param name="typed">All that stands after the prefix, as it is printed.</param>
    /// <returns>Null for everything that isn't a code uploaded by this merchant.</returns>
    public async Task<ScannedCode?> FindOwnAsync(string merchantCode, string typed, CancellationToken ct = default) => await ownCodes.OfMerchantAsync(merchantCode, typed, ct) is var (found, text) ? Of(text, found) : null;

    /// <returns>Null when its package is gone.</returns>
    public async Task<ScannedFacts?> TellAsync(ScannedCode code, CancellationToken ct = default)
    {
        await using var db = databases.Open(Actor.System(code.OrgId, "扫码"));
        if (await db.Set<CodePackage>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == code.PackageId && x.ReadyAt != null, ct) is not { } package)
            return null;
        var level = await db.Set<PackageLevel>().AsNoTracking().SingleAsync(x => x.PackageId == code.PackageId && x.Level == code.Level, ct);
        var merchant = await db.Set<Merchant>().AsNoTracking().SingleAsync(x => x.Id == package.MerchantId, ct);
        var goods = await db.Set<Goods>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == package.GoodsId, ct);
        return new(merchant.Code, merchant.Name, package.Kind == PackageKind.Single ? null : LevelNames.Bare(package.Kind, code.Level), package.Mode == PackageMode.Own,
            level.LayoutJson is not null && level.Layout.IsGuessable, goods?.Name, goods?.Spec, goods?.Description, goods?.DrugId)
        {
            LeavesInOne = package.Packing.LeavesIn(code.Level),
            AllLeaves = code.Level == 1 || package.Linked ? null : await db.Set<PackageLevel>().Where(x => x.PackageId == code.PackageId && x.Level == 1).Select(x => x.Count).SingleAsync(ct),
        };
    }

    private static ScannedCode Of(string code, FoundCode found) => new(code, found.OrgId, found.PackageId, found.Level, found.Serial);
}
