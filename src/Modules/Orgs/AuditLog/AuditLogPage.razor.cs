using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.AuditLog;

public sealed partial class AuditLogPage
{
    private IReadOnlyList<ListFilter> _filters = [];
    private bool _mayExport;
    private bool _mayVerify;
    private bool _isVerifying;

    private IReadOnlyList<ListColumn<AuditLogRow>> Columns { get; set; } = [];

    [Inject]
    private AuditLogQuery Log { get; set; } = default!;

    [Inject]
    private VerifyAuditChain Verify { get; set; } = default!;

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
        Columns = AuditLogColumns.Of(Words);
        _filters = AuditLogFilters.Of(Words);
        var actor = await Current.GetAsync();
        (_mayExport, _mayVerify) = (actor.May(OrgsPermissions.ExportAudit), actor.May(OrgsPermissions.VerifyAudit));
    }

    private Task<Outcome<Page<AuditLogRow>>> LoadAsync(ListRequest request, CancellationToken ct) =>
        Log.RunAsync(request.Actor, AuditLogFilters.Read(request.Filters), request.Page, ct);

    private async Task ExportAsync(ListExport<AuditLogRow> view)
    {
        var (request, columns) = (view.Request, view.Columns.Select(column => column.Key).Append("changes").ToList());
        var asked = await Export.RunAsync(request.Actor, AuditLogExport.ExportCode, AuditLogFilters.Read(request.Filters), columns, ExportFormat.Xlsx);
        Toasts.Tell(asked, $"正在导出 {Format.Count(view.Total)} 条记录，完成后会通知您，文件在“我的下载”里。");
    }

    private async Task VerifyAsync()
    {
        _isVerifying = true;
        try
        {
            var verified = await Verify.RunAsync(await Current.GetAsync());
            if (!verified.TryGet(out var breaks))
                Toasts.Error(verified.Refusal!.Text);
            else if (breaks.Count == 0)
                Toasts.Success("审计链完整，没有被改动或缺失的记录。");
            else
                Toasts.Error($"发现 {breaks.Count} 处异常：{string.Join("；", breaks.Take(3).Select(found => found.What))}。请立即联系平台运营人员。");
        }
        finally
        {
            _isVerifying = false;
        }
    }
}
