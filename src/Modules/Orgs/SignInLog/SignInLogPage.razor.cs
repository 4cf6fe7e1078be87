using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.SignInLog;

public sealed partial class SignInLogPage
{
    private IReadOnlyList<ListColumn<SignInLogRow>> _columns = [];
    private IReadOnlyList<ListFilter> _filters = [];
    private bool _mayExport;

    [Inject]
    private SignInLogQuery Log { get; set; } = default!;

    [Inject]
    private RequestExport Export { get; set; } = default!;

    [Inject]
    private AuditWords Words { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        // Set before the list is drawn: it reads its address against the filters once.
        _columns =
        [
            new("at", "时间", row => ChinaTime.Text(row.At)) { Sortable = true, Width = 170, Always = true },
            new("person", "人员", row => row.Person) { Sortable = true, Width = 140 },
            new("action", "结果", row => Words.Action(row.Action)) { Sortable = true, Width = 120, Template = row => StatusTag.Of(Words.Action(row.Action), row.Action == OrgsActions.SignInFailed.Code ? Tone.Warn : Tone.Neutral) },
            new("method", "登录方式", row => SignInNotes.Read(row.Note).Method) { Width = 110 },
            new("device", "设备", row => SignInNotes.Read(row.Note).Device) { Width = 170 },
            new("address", "来源地址", row => row.Address) { Mono = true, Width = 150 },
            new("more", "说明", row => SignInNotes.Read(row.Note).More) { Long = true },
        ];
        _filters =
        [
            ListFilter.Text("person", "人员"),
            ListFilter.Choice("action", "结果", [.. Words.Actions.Where(action => SignInLogQuery.IsAbout(action.Code)).Select(action => new Choice(action.Code, action.Name))]),
            ListFilter.Choice<SignInMethod>("method", "登录方式"),
            ListFilter.Days("days", "时间"),
            ListFilter.Text("address", "来源地址"),
        ];
        _mayExport = (await Current.GetAsync()).May(OrgsPermissions.ExportAudit);
    }

    private Task<Outcome<Page<SignInLogRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Log.RunAsync(request.Actor, Read(request.Filters), request.Page, ct);

    private async Task ExportAsync(ListExport<SignInLogRow> view)
    {
        var asked = await Export.RunAsync(view.Request.Actor, SignInLogExport.ExportCode, Read(view.Request.Filters), [.. view.Columns.Select(column => column.Key)], ExportFormat.Xlsx);
        Toasts.Tell(asked, $"正在导出 {Format.Count(view.Total)} 条记录，完成后会通知您，文件在“我的下载”里。");
    }

    private static SignInLogFilter Read(FilterValues values) =>
        new(values.Text("person"), values.Text("action"), values.Choice<SignInMethod>("method"), values.Text("address"), values.Days("days").From, values.Days("days").To);
}
