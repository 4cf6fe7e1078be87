using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Certificates;

public sealed partial class CertificatesPage
{
    private static readonly IReadOnlyList<ListFilter> Filters =
    [
        ListFilter.Text("q", "关键词", "证书号、名称、主体或指纹"),
        ListFilter.Choice<CertificateKind>("kind", "证书类型"),
        ListFilter.Choice("state", "状态", [.. Enum.GetValues<CertificateState>().Where(state => state != CertificateState.Replaced).Select(state => new Choice(state.ToString(), Labels.Of(state)))]),
    ];

    private IReadOnlyList<ListColumn<CertificateRow>> _columns = [];
    private bool _mayManage;

    [Inject]
    private CertificateList Certificates { get; set; } = default!;

    [Inject]
    private RequestExport Export { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _columns =
        [
            new("number", "证书号", row => row.Number) { Sortable = true, Always = true, Mono = true, Width = 150 },
            new("name", "名称", row => row.Name) { Width = 140 },
            new("kind", "证书类型", row => Labels.Of(row.Kind)) { Width = 100 },
            new("department", "所属机构", row => row.Department.Length > 0 ? row.Department : "未设置") { Width = 120 },
            new("subject", "证书主体", row => row.Subject) { Long = true, HiddenByDefault = true },
            new("issuer", "颁发者", row => row.Issuer) { Long = true },
            new("thumbprint", "指纹", row => row.Thumbprint) { Mono = true, Long = true, HiddenByDefault = true },
            new("from", "有效期起", row => ChinaTime.Text(row.ValidFrom)) { Width = 170, HiddenByDefault = true },
            new("until", "有效期止", row => ChinaTime.Text(row.ValidUntil)) { Sortable = true, Width = 170 },
            new("state", "状态", StateOf) { Width = 100, Template = row => StatusTag.Of(StateOf(row), row.IsDisabled ? Tone.Neutral : CertificateStates.ToneOf(row.StateAt(Time.UtcNow()))) },
        ];
        _mayManage = (await Current.GetAsync()).May(OrgsPermissions.ManageCertificates);
    }

    private string StateOf(CertificateRow row) => row.IsDisabled ? "账号已停用" : Labels.Of(row.StateAt(Time.UtcNow()));

    private Task<Outcome<Page<CertificateRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Certificates.RunAsync(request.Actor, Read(request.Filters), request.Page, ct);

    private async Task ExportAsync(ListExport<CertificateRow> view)
    {
        var asked = await Export.RunAsync(view.Request.Actor, CertificateExport.ExportCode, Read(view.Request.Filters), [.. view.Columns.Select(column => column.Key)], ExportFormat.Xlsx);
        Toasts.Tell(asked, $"正在导出 {Format.Count(view.Total)} 张证书，完成后会通知您，文件在“我的下载”里。");
    }

    private static CertificateFilter Read(FilterValues values) => new(values.Text("q"), values.Choice<CertificateKind>("kind"), values.Choice<CertificateState>("state"));
}
