using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Contracts;

/// <summary>A package whose codes are there, for modules whose rows hold spans of it.</summary>
public sealed class ReadyPackage
{
    public required long Id { get; init; }

    /// <summary>记录编号.</summary>
    public required string Number { get; init; }

    public required long MerchantId { get; init; }

    public required long? GoodsId { get; init; }

    /// <summary>Codes of all levels.</summary>
    public required long Total { get; init; }

    /// <summary>Smallest units: its spans lie between 0 and this.</summary>
    public required long Leaves { get; init; }

    /// <summary>有关联: which package lies in which is known.</summary>
    public required bool Linked { get; init; }

    public required DateTime GeneratedAt { get; init; }

    internal PackageMode Mode { get; init; }

    internal PackageKind Kind { get; init; }

    internal string Inside { get; init; } = "";

    /// <summary>码类型 in words.</summary>
    public string KindText => Mode == PackageMode.Own ? "自有码" : Labels.Of(Kind);

    public PackLevels Packing => CodePackage.PackingOf(Inside);

    public static IQueryable<ReadyPackage> In(AppDb db) => db.Set<CodePackage>().AsNoTracking().Where(x => x.ReadyAt != null).Select(x => new ReadyPackage
    {
        Id = x.Id,
        Number = x.Number,
        MerchantId = x.MerchantId,
        GoodsId = x.GoodsId,
        Total = x.Total,
        Leaves = db.Set<PackageLevel>().Where(level => level.PackageId == x.Id && level.Level == 1).Select(level => level.Count).First(),
        Linked = x.Linked,
        GeneratedAt = x.GeneratedAt,
        Mode = x.Mode,
        Kind = x.Kind,
        Inside = x.Inside,
    });

    /// <summary>In the caller's transaction: whoever else holds one of them waits for its end. All who hold several take them in one order.</summary>
    public static async Task HoldAsync(AppDb db, IEnumerable<long> ids, CancellationToken ct = default)
    {
        foreach (var id in ids.Distinct().Order())
            await db.Set<CodePackage>().Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.JobId, x => x.JobId), ct);
    }

    /// <summary>A reference to a package; one that is referred to can't be deleted.</summary>
    public static void BelongsToPackage<T>(EntityTypeBuilder<T> entity, Expression<Func<T, long?>> reference)
        where T : class, IOwnedByOrg => entity.BelongsTo<T, CodePackage>(reference);

    /// <summary>Where people who may see packages read about one.</summary>
    public static string? UrlOf(Actor actor, long id) => actor.May(CodesPermissions.ViewPackages) ? CodesUrls.Package(id) : null;
}
