using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Enterprises;

public sealed partial class EnterprisesPage
{
    private static readonly IReadOnlyList<ListColumn<EnterpriseRow>> Columns =
    [
        new("name", "企业名称", row => row.Name) { Sortable = true, Always = true },
        new("kind", "企业类型", row => Labels.Of(row.Kind)) { Width = 110 },
        new("code", "统一社会信用代码", row => row.CreditCode) { Mono = true, Width = 190 },
        new("packages", "使用中的服务包", row => row.Packages),
        new("waiting", "待处理申请", row => row.Waiting == 0 ? "" : Format.Count(row.Waiting)) { Align = Align.End, Width = 110 },
        new("state", "状态", row => StateOf(row)) { Width = 90, Template = row => StatusTag.Of(StateOf(row), row.SuspendedAt is null ? Tone.Ok : Tone.Danger) },
        new("at", "开通时间", row => ChinaTime.Text(row.CreatedAt)) { Sortable = true, Width = 170 },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters =
    [
        ListFilter.Text("q", "关键词", "企业名称或统一社会信用代码"),
        ListFilter.Choice<OrgKind>("kind", "企业类型"),
        ListFilter.Choice("state", "状态", [new("on", "正常"), new("off", "已停用")]),
        ListFilter.Choice("waiting", "服务包申请", [new("yes", "有待处理")]),
        ListFilter.Choice("papers", "企业资质", [new("yes", "有待审核")]),
    ];

    [Inject]
    private EnterpriseList Enterprises { get; set; } = default!;

    private Task<Outcome<Page<EnterpriseRow>>> LoadAsync(ListRequest request, CancellationToken ct)
    {
        var filters = request.Filters;
        return Enterprises.RunAsync(request.Actor, new(filters.Text("q"), filters.Choice<OrgKind>("kind"), filters.Text("state") is { } state ? state == "off" : null, filters.Text("waiting") is not null, filters.Text("papers") is not null), request.Page, ct);
    }

    private static string StateOf(EnterpriseRow row) => row.SuspendedAt is null ? "正常" : "已停用";
}
