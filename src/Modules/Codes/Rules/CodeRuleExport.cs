using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Spreadsheets;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Rules;

/// <summary>码规则 as a file.</summary>
internal sealed class CodeRuleExport : ExportDefinition<CodeRuleFilter, CodeRuleRow>
{
    public const string ExportCode = "codes.rules";

    public override string Code => ExportCode;

    public override string Title => "码规则";

    public override Permission Permission => CodesPermissions.ViewRules;

    protected override IReadOnlyList<ExportColumn<CodeRuleRow>> Columns { get; } =
    [
        new("name", SpreadsheetColumn<CodeRuleRow>.Text("码规则名称", x => x.Name, 24)),
        new("merchant", SpreadsheetColumn<CodeRuleRow>.Text("关联商户", x => x.Merchant, 24)),
        new("length", SpreadsheetColumn<CodeRuleRow>.Integer("码长度", x => x.Length)),
        new("segments", SpreadsheetColumn<CodeRuleRow>.Text("码段", x => x.Layout.Short + (x.IsGuessable ? "（不可防伪）" : ""), 40)),
        new("updated", SpreadsheetColumn<CodeRuleRow>.Time("更新时间", x => x.UpdatedAt)),
        new("state", SpreadsheetColumn<CodeRuleRow>.Text("状态", x => Labels.Of(x.State))),
    ];

    /// <summary>Rules that are added while the export runs are not in it.</summary>
    protected override async Task<CodeRuleFilter> PinAsync(AppDb db, CodeRuleFilter filter, CancellationToken ct) => filter with { UpTo = await db.Set<CodeRule>().MaxAsync(x => (long?)x.Id, ct) ?? 0 };

    protected override IEnumerable<string> Conditions(CodeRuleFilter filter)
    {
        if (filter.Name is { Length: > 0 } name)
            yield return $"名称含“{name}”";
        if (filter.Merchant is { Length: > 0 } merchant)
            yield return $"关联商户含“{merchant}”";
        if (filter.State is { } state)
            yield return $"状态为“{Labels.Of(state)}”";
    }

    protected override Task<long> CountAsync(AppDb db, CodeRuleFilter filter, CancellationToken ct) => CodeRuleList.Filtered(db, filter).LongCountAsync(ct);

    protected override IAsyncEnumerable<CodeRuleRow> RowsAsync(AppDb db, CodeRuleFilter filter) => Keyset.ReadAsync<CodeRuleRow>(last =>
    {
        var before = last?.Id ?? long.MaxValue;
        return CodeRuleList.Filtered(db, filter).Where(x => x.Id < before).OrderByDescending(x => x.Id).Select(CodeRuleList.Row(db));
    });
}
