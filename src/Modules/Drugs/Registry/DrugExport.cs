using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Spreadsheets;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs.Registry;

/// <summary>药品信息 as a file.</summary>
internal sealed class DrugExport : ExportDefinition<DrugFilter, DrugRow>
{
    public const string ExportCode = "drugs.registry";

    public override string Code => ExportCode;

    public override string Title => "药品信息";

    public override Permission Permission => DrugsPermissions.View;

    protected override IReadOnlyList<ExportColumn<DrugRow>> Columns { get; } =
    [
        new("name", SpreadsheetColumn<DrugRow>.Text("药品通用名", x => x.GenericName, 24)),
        new("trade", SpreadsheetColumn<DrugRow>.Text("商品名", x => x.TradeName)),
        new("form", SpreadsheetColumn<DrugRow>.Text("剂型", x => x.DosageForm)),
        new("strength", SpreadsheetColumn<DrugRow>.Text("制剂规格", x => x.Strength)),
        new("pack", SpreadsheetColumn<DrugRow>.Text("包装规格", x => x.PackText)),
        new("licence", SpreadsheetColumn<DrugRow>.Text("批准文号", x => x.LicenceNumber, 22)),
        new("maker", SpreadsheetColumn<DrugRow>.Text("生产企业", x => x.Manufacturer, 30)),
        new("national", SpreadsheetColumn<DrugRow>.Text("药品本位码", x => x.NationalCode)),
        new("identification", SpreadsheetColumn<DrugRow>.Text("药品标识码", x => x.IdentificationCode)),
        new("barcode", SpreadsheetColumn<DrugRow>.Text("商品条码", x => x.Barcode)),
        new("special", SpreadsheetColumn<DrugRow>.Text("特殊管理", x => Labels.Of(x.Special))),
        new("storage", SpreadsheetColumn<DrugRow>.Text("贮藏条件", x => Labels.Of(x.Storage), 22)),
        new("valid", SpreadsheetColumn<DrugRow>.Integer("有效期（月）", x => x.ValidMonths)),
        new("state", SpreadsheetColumn<DrugRow>.Text("状态", x => Labels.Of(x.State))),
    ];

    /// <summary>Drugs that are added while the export runs are not in it.</summary>
    protected override async Task<DrugFilter> PinAsync(AppDb db, DrugFilter filter, CancellationToken ct) => filter with { UpTo = await db.Set<Drug>().MaxAsync(x => (long?)x.Id, ct) ?? 0 };

    protected override IEnumerable<string> Conditions(DrugFilter filter)
    {
        if (filter.Text is { Length: > 0 } text)
            yield return $"含“{text}”";
        if (filter.Special is { } special)
            yield return $"特殊管理为“{Labels.Of(special)}”";
        if (filter.Key is { } key)
            yield return $"重点品种为“{Labels.Of(key)}”";
        if (filter.Storage is { } storage)
            yield return $"贮藏条件为“{Labels.Of(storage)}”";
        if (filter.State is { } state)
            yield return $"状态为“{Labels.Of(state)}”";
    }

    protected override Task<long> CountAsync(AppDb db, DrugFilter filter, CancellationToken ct) => DrugList.Filtered(db, filter).LongCountAsync(ct);

    protected override IAsyncEnumerable<DrugRow> RowsAsync(AppDb db, DrugFilter filter) => Keyset.ReadAsync<DrugRow>(last =>
    {
        var before = last?.Id ?? long.MaxValue;
        return DrugList.Filtered(db, filter).Where(x => x.Id < before).OrderByDescending(x => x.Id).Select(DrugList.Row);
    });
}
