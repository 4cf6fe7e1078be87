using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Contracts;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Registry;

/// <summary>标识包; follows from <see cref="Batch.Codes"/>.</summary>
public enum CodesState
{
    [Label("未上传")]
    None,

    [Label("已上传")]
    Bound,
}

/// <summary>批次: goods that were produced together. What is said of one of them is said of all.</summary>
[Label("批次")]
public sealed class Batch : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int NumberLength = 50;
    public const int NoteLength = 200;
    public const int ReasonLength = 200;
    public const int MostDetails = 20;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    /// <summary>Ours; the enterprise counts, and none is given again.</summary>
    [Label("批次ID")]
    public required string Number { get; init; }

    /// <summary>产品批号: the maker's, as it is printed.</summary>
    [Label("批次号")]
    public required string BatchNumber { get; set; }

    /// <summary>What two ways to write one number have in common: <see cref="BatchKey"/>.</summary>
    [Label("批次号（检索用）")]
    public required string NumberKey { get; set; }

    [Label("所属商户编号")]
    public required long MerchantId { get; set; }

    [Label("商品编号")]
    public required long GoodsId { get; set; }

    [Label("生产日期")]
    public DateOnly? MadeOn { get; set; }

    /// <summary>The last day on which it may be used.</summary>
    [Label("有效期至")]
    public DateOnly? ExpiresOn { get; set; }

    [Label("备注")]
    public string? Note { get; set; }

    [Label("自定义信息")]
    public int DetailCount { get; set; }

    [Label("码状态")]
    public BatchState State { get; internal set; }

    /// <summary>Codes of all levels that are in it.</summary>
    [Label("标识数量")]
    public long Codes { get; internal set; }

    /// <summary>Whether it ever had codes: then it stays, whatever becomes of them.</summary>
    [Label("关联过码包")]
    public bool HadCodes { get; internal set; }

    /// <summary>When it came into its state; null before it was activated.</summary>
    [Label("状态时间")]
    public DateTime? MovedAt { get; internal set; }

    [Label("操作人")]
    public string? MovedBy { get; internal set; }

    /// <summary>For the enterprise alone; consumers never read it.</summary>
    [Label("冻结原因")]
    public string? FreezeReason { get; internal set; }

    string IAuditSubject.AuditName => $"{Number} {BatchNumber}";

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Batch>().ToTable("Batches", BatchesModule.SchemaName);
        entity.Property(x => x.Number).HasMaxLength(20);
        entity.Property(x => x.BatchNumber).HasMaxLength(NumberLength);
        // Some signs are written out as several letters.
        entity.Property(x => x.NumberKey).HasMaxLength(BatchKey.Longest);
        entity.Property(x => x.Note).HasMaxLength(NoteLength);
        entity.Property(x => x.MovedBy).HasMaxLength(100);
        entity.Property(x => x.FreezeReason).HasMaxLength(ReasonLength);
        CodedGoods.BelongsToGoods(entity, x => x.GoodsId, x => x.MerchantId);
        entity.HasIndex(x => new { x.OrgId, x.Number }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.GoodsId, x.NumberKey }).IsUnique();
    }
}

/// <summary>How a custom line is shown; pictures and films come with the templates of scan pages.</summary>
public enum DetailKind
{
    [Label("文本")]
    Text,

    [Label("长文本")]
    LongText,
}

/// <summary>自定义信息: one line that the enterprise says of a batch beside what everybody says.</summary>
public sealed class BatchDetail : IOwnedByOrg
{
    public const int TitleLength = 30;
    public const int TextLength = 200;
    public const int LongTextLength = 2000;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public required long BatchId { get; init; }

    public required int Position { get; init; }

    public required string Title { get; init; }

    public required DetailKind Kind { get; init; }

    public required string Content { get; init; }

    /// <summary>扫码显示.</summary>
    public required bool ShownOnScan { get; init; }

    internal static int Longest(DetailKind kind) => kind == DetailKind.LongText ? LongTextLength : TextLength;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<BatchDetail>().ToTable("BatchDetails", BatchesModule.SchemaName);
        entity.Property(x => x.Title).HasMaxLength(TitleLength);
        entity.Property(x => x.Content).HasMaxLength(LongTextLength);
        entity.BelongsTo<BatchDetail, Batch>(x => x.BatchId, DeleteBehavior.Cascade);
        entity.HasIndex(x => new { x.OrgId, x.BatchId, x.Position });
    }
}

/// <summary>How many batches the enterprise ever had, the deleted ones too: their numbers count on.</summary>
public sealed class BatchCount : IOwnedByOrg
{
    internal const long OnlyId = 1;

    public long OrgId { get; private set; }

    public long Id { get; init; }

    public int Given { get; private set; }

    /// <summary>In the caller's transaction: of two who ask at once the second waits and gets the next.</summary>
    internal static async Task<string> NextAsync(AppDb db, CancellationToken ct)
    {
        await db.Engine.InsertIfMissingAsync(db, new BatchCount { Id = OnlyId }, ct);
        await db.Set<BatchCount>().Where(x => x.Id == OnlyId).ExecuteUpdateAsync(set => set.SetProperty(x => x.Given, x => x.Given + 1), ct);
        return FormattableString.Invariant($"PC{await db.Set<BatchCount>().Where(x => x.Id == OnlyId).Select(x => x.Given).SingleAsync(ct):000000}");
    }

    internal static void Map(ModelBuilder model) => model.Entity<BatchCount>().ToTable("BatchCounts", BatchesModule.SchemaName);
}
