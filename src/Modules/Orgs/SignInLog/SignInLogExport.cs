using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Spreadsheets;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.SignInLog;

/// <summary>登录日志 as a file: what the list shows, newest first.</summary>
internal sealed class SignInLogExport(AuditWords words) : ExportDefinition<SignInLogFilter, AuditEntry>
{
    public const string ExportCode = "orgs.sign-ins";

    public override string Code => ExportCode;

    public override string Title => "登录日志";

    public override Permission Permission => OrgsPermissions.ExportAudit;

    protected override IReadOnlyList<ExportColumn<AuditEntry>> Columns { get; } =
    [
        new("at", SpreadsheetColumn<AuditEntry>.Time("时间", x => x.At)),
        new("person", SpreadsheetColumn<AuditEntry>.Text("人员", x => x.ObjectName)),
        new("action", SpreadsheetColumn<AuditEntry>.Text("结果", x => words.Action(x.Action))),
        new("method", SpreadsheetColumn<AuditEntry>.Text("登录方式", x => SignInNotes.Read(x.Note).Method)),
        new("device", SpreadsheetColumn<AuditEntry>.Text("设备", x => SignInNotes.Read(x.Note).Device, 24)),
        new("address", SpreadsheetColumn<AuditEntry>.Text("来源地址", x => x.Address)),
        new("more", SpreadsheetColumn<AuditEntry>.Text("说明", x => SignInNotes.Read(x.Note).More, 28)),
    ];

    /// <summary>Lines written while the export runs are not in it: the filter is held to the last line of now.</summary>
    protected override async Task<SignInLogFilter> PinAsync(AppDb db, SignInLogFilter filter, CancellationToken ct) =>
        filter with { UpTo = await db.Set<AuditEntry>().MaxAsync(x => (long?)x.Sequence, ct) ?? 0 };

    protected override IEnumerable<string> Conditions(SignInLogFilter filter)
    {
        if (filter.Person is { Length: > 0 } person)
            yield return $"人员含“{person}”";
        if (filter.Action is { Length: > 0 } action)
            yield return $"结果为“{words.Action(action)}”";
        if (filter.Method is { } method)
            yield return $"登录方式为“{Labels.Of(method)}”";
        if (filter.Address is { Length: > 0 } address)
            yield return $"来源地址含“{address}”";
        if (filter.From is { } from)
            yield return FormattableString.Invariant($"从 {from:yyyy-MM-dd}");
        if (filter.To is { } to)
            yield return FormattableString.Invariant($"到 {to:yyyy-MM-dd}");
    }

    protected override Task<long> CountAsync(AppDb db, SignInLogFilter filter, CancellationToken ct) => SignInLogQuery.Filtered(db, filter).LongCountAsync(ct);

    protected override IAsyncEnumerable<AuditEntry> RowsAsync(AppDb db, SignInLogFilter filter) => Keyset.ReadAsync<AuditEntry>(last =>
    {
        var before = last?.Sequence ?? long.MaxValue;
        return SignInLogQuery.Filtered(db, filter).Where(x => x.Sequence < before).OrderByDescending(x => x.Sequence);
    });
}
