using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Orgs.AuditLog;

/// <summary>The audit log as a file: what the list shows, newest first, with the changes written out.</summary>
internal sealed class AuditLogExport(AuditWords words) : ExportDefinition<AuditLogFilter, AuditEntry>
{
    public const string ExportCode = "orgs.audit";

    public override string Code => ExportCode;

    public override string Title => "审计日志";

    public override Permission Permission => OrgsPermissions.ExportAudit;

    protected override IReadOnlyList<ExportColumn<AuditEntry>> Columns { get; } =
    [
        new("at", SpreadsheetColumn<AuditEntry>.Time("时间", x => x.At)),
        new("person", SpreadsheetColumn<AuditEntry>.Text("操作人", x => x.ActorName)),
        new("action", SpreadsheetColumn<AuditEntry>.Text("操作", x => words.Action(x.Action))),
        new("type", SpreadsheetColumn<AuditEntry>.Text("对象类型", x => words.ObjectType(x.ObjectType), 12)),
        new("object", SpreadsheetColumn<AuditEntry>.Text("对象", x => x.ObjectName, 28)),
        new("note", SpreadsheetColumn<AuditEntry>.Text("说明", x => x.Note, 28)),
        new("address", SpreadsheetColumn<AuditEntry>.Text("来源地址", x => x.Address)),
        new("sequence", SpreadsheetColumn<AuditEntry>.Integer("序号", x => x.Sequence)),
        new("changes", SpreadsheetColumn<AuditEntry>.Text("修改内容", x => ChangesOf(x, words), 60)),
    ];

    /// <summary>Lines written while the export runs are not in it: the filter is held to the last line of now.</summary>
    protected override async Task<AuditLogFilter> PinAsync(AppDb db, AuditLogFilter filter, CancellationToken ct) =>
        filter with { UpTo = await db.Set<AuditEntry>().MaxAsync(x => (long?)x.Sequence, ct) ?? 0 };

    protected override IEnumerable<string> Conditions(AuditLogFilter filter)
    {
        if (filter.Person is { Length: > 0 } person)
            yield return $"操作人含“{person}”";
        if (filter.Action is { Length: > 0 } action)
            yield return $"操作为“{words.Action(action)}”";
        if (filter.ObjectType is { Length: > 0 } type)
            yield return $"对象类型为“{words.ObjectType(type)}”";
        if (filter.ObjectId is { } id)
            yield return $"对象编号为 {id}";
        if (filter.Text is { Length: > 0 } text)
            yield return $"内容含“{text}”";
        if (filter.From is { } from)
            yield return FormattableString.Invariant($"从 {from:yyyy-MM-dd}");
        if (filter.To is { } to)
            yield return FormattableString.Invariant($"到 {to:yyyy-MM-dd}");
        if (filter.UpTo is { } last)
            yield return $"截至序号 {last}";
    }

    protected override Task<long> CountAsync(AppDb db, AuditLogFilter filter, CancellationToken ct) => AuditLogQuery.Filtered(db, filter).LongCountAsync(ct);

    protected override IAsyncEnumerable<AuditEntry> RowsAsync(AppDb db, AuditLogFilter filter) => Keyset.ReadAsync<AuditEntry>(last =>
    {
        var before = last?.Sequence ?? long.MaxValue;
        return AuditLogQuery.Filtered(db, filter).Where(x => x.Sequence < before).OrderByDescending(x => x.Sequence);
    });

    private static string? ChangesOf(AuditEntry entry, AuditWords words) => words.Changes(entry) is { Count: > 0 } changes
        ? string.Join("；", changes.Select(change => $"{change.Field}：{change.Before ?? "（空）"} → {change.After ?? "（空）"}"))
        : null;
}
