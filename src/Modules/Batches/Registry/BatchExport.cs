using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Spreadsheets;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Registry;

/// <summary>溯源批次 as a file.</summary>
internal sealed class BatchExport : ExportDefinition<BatchFilter, BatchRow>
{
    public const string ExportCode = "batches.batches";

    public override string Code => ExportCode;

    public override string Title => "溯源批次";

    public override Permission Permission => BatchesPermissions.View;

    protected override IReadOnlyList<ExportColumn<BatchRow>> Columns { get; } =
    [
        new("id", SpreadsheetColumn<BatchRow>.Text("批次ID", x => x.Number)),
        new("batch", SpreadsheetColumn<BatchRow>.Text("批次号", x => x.BatchNumber, 20)),
        new("merchant", SpreadsheetColumn<BatchRow>.Text("所属商户", x => x.Merchant, 24)),
        new("goods", SpreadsheetColumn<BatchRow>.Text("商品名称", x => x.Goods, 24)),
        new("spec", SpreadsheetColumn<BatchRow>.Text("商品规格", x => x.Spec)),
        new("bound", SpreadsheetColumn<BatchRow>.Text("标识包", x => Labels.Of(x.CodesState))),
        new("codes", SpreadsheetColumn<BatchRow>.Integer("标识数量", x => x.Codes)),
        new("state", SpreadsheetColumn<BatchRow>.Text("码状态", x => Labels.Of(x.State))),
        new("made", SpreadsheetColumn<BatchRow>.Date("生产日期", x => x.MadeOn)),
        new("expires", SpreadsheetColumn<BatchRow>.Date("有效期至", x => x.ExpiresOn)),
    ];

    /// <summary>Batches that are added while the export runs are not in it.</summary>
    protected override async Task<BatchFilter> PinAsync(AppDb db, BatchFilter filter, CancellationToken ct) => filter with { UpTo = await db.Set<Batch>().MaxAsync(x => (long?)x.Id, ct) ?? 0 };

    protected override IEnumerable<string> Conditions(BatchFilter filter)
    {
        if (filter.Text is { Length: > 0 } text)
            yield return $"批次或商品含“{text}”";
        if (filter.Merchant is { Length: > 0 } merchant)
            yield return $"所属商户含“{merchant}”";
        if (filter.Codes is { } codes)
            yield return $"标识包为“{Labels.Of(codes)}”";
        if (filter.State is { } state)
            yield return $"码状态为“{Labels.Of(state)}”";
        if (filter.MadeFrom is { } from)
            yield return FormattableString.Invariant($"生产日期不早于 {from:yyyy-MM-dd}");
        if (filter.MadeTo is { } to)
            yield return FormattableString.Invariant($"生产日期不晚于 {to:yyyy-MM-dd}");
    }

    protected override Task<long> CountAsync(AppDb db, BatchFilter filter, CancellationToken ct) => BatchList.Filtered(db, filter).LongCountAsync(ct);

    protected override IAsyncEnumerable<BatchRow> RowsAsync(AppDb db, BatchFilter filter) => Keyset.ReadAsync<BatchRow>(last =>
    {
        var before = last?.Id ?? long.MaxValue;
        return BatchList.Filtered(db, filter).Where(x => x.Id < before).OrderByDescending(x => x.Id).Select(BatchList.Row(db));
    });
}
