using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Live;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Rules;

public sealed partial class CodeRulesPage
{
    private static readonly IReadOnlyList<ListColumn<CodeRuleRow>> Columns =
    [
        new("name", "码规则名称", row => row.Name) { Sortable = true, Always = true, Width = 200 },
        new("merchant", "关联商户", row => row.Merchant) { Width = 180 },
        new("length", "码长度", row => Format.Count(row.Length)) { Sortable = true, Align = Align.End, Width = 90 },
        new("segments", "码段", row => row.Layout.Short) { Template = Segments },
        new("updated", "更新时间", row => ChinaTime.Text(row.UpdatedAt)) { Sortable = true, Width = 170 },
        new("state", "状态", row => Labels.Of(row.State)) { Width = 90, Template = row => StateTag(row.State) },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters =
    [
        ListFilter.Text("q", "码规则名称"),
        ListFilter.Text("merchant", "关联商户", "名称或标识码"),
        ListFilter.Choice<CodeRuleState>("state", "状态"),
    ];

    private DataList<CodeRuleRow> _list = default!;
    private IReadOnlyList<RowAction<CodeRuleRow>> _actions = [];
    private bool _mayManage;

    [Inject]
    private CodeRuleList Rules { get; set; } = default!;

    [Inject]
    private EnableCodeRule Enable { get; set; } = default!;

    [Inject]
    private DeleteCodeRule Delete { get; set; } = default!;

    [Inject]
    private RequestExport Export { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    internal static RenderFragment StateTag(CodeRuleState state) => StatusTag.Of(Labels.Of(state), state == CodeRuleState.InForce ? Tone.Ok : Tone.Neutral);

    /// <summary>Asked before a rule is disabled, wherever that is done.</summary>
    internal static Task<bool> MayDisableAsync(Dialogs dialogs, string rule) =>
        dialogs.ConfirmAsync("使码规则失效", $"“{rule}”失效后，生成追溯码时不能再选择它，已生成的追溯码仍然有效。可以随时恢复生效。", "失效");

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        Watch(new LiveTopic(actor.OrgId, CodeRuleList.Topic));
        _mayManage = actor.May(CodesPermissions.ManageRules);
        var look = new RowAction<CodeRuleRow>("查看", "eye") { Url = row => CodesUrls.Rule(row.Id) };
        _actions = !_mayManage ? [look] :
        [
            look,
            new("编辑", "edit") { Url = row => CodesUrls.EditRule(row.Id) },
            new("失效", "minus") { Run = row => EnableAsync(row, false), IsFor = row => row.State == CodeRuleState.InForce },
            new("生效", "check") { Run = row => EnableAsync(row, true), IsFor = row => row.State == CodeRuleState.Disabled },
            new("删除", "trash") { Run = DeleteAsync, Danger = true },
        ];
    }

    protected override async Task RefreshAsync()
    {
        if (_list is not null)
            await _list.RefreshAsync();
    }

    private Task<Outcome<Page<CodeRuleRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Rules.RunAsync(request.Actor, Read(request.Filters), request.Page, ct);

    private async Task EnableAsync(CodeRuleRow rule, bool enabled)
    {
        if (!enabled && !await MayDisableAsync(Dialogs, rule.Name))
            return;
        Toasts.Tell(await Enable.RunAsync(await Current.GetAsync(), rule.Id, enabled), enabled ? $"“{rule.Name}”已生效。" : $"“{rule.Name}”已失效。");
        await _list.RefreshAsync();
    }

    private async Task DeleteAsync(CodeRuleRow rule)
    {
        if (!await Dialogs.ConfirmAsync("删除码规则", $"确定删除码规则“{rule.Name}”吗？删除后不能恢复；只是暂时不用时，可以设为失效。", "删除", danger: true))
            return;
        Toasts.Tell(await Delete.RunAsync(await Current.GetAsync(), rule.Id), $"“{rule.Name}”已删除。");
        await _list.RefreshAsync();
    }

    private async Task ExportAsync(ListExport<CodeRuleRow> view)
    {
        var asked = await Export.RunAsync(view.Request.Actor, CodeRuleExport.ExportCode, Read(view.Request.Filters), [.. view.Columns.Select(column => column.Key)], ExportFormat.Xlsx);
        Toasts.Tell(asked, $"正在导出 {Format.Count(view.Total)} 条码规则，完成后会通知您，文件在“我的下载”里。");
    }

    private static CodeRuleFilter Read(FilterValues values) => new(values.Text("q"), values.Text("merchant"), values.Choice<CodeRuleState>("state"));

    private static RenderFragment Segments(CodeRuleRow row) => builder =>
    {
        // On a phone the table would squeeze it to one word a line.
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "style", "min-width:200px");
        builder.AddContent(2, row.Layout.Short);
        if (row.IsGuessable)
        {
            builder.AddContent(3, " ");
            builder.AddContent(4, StatusTag.Of("不可防伪", Tone.Warn));
        }
        builder.CloseElement();
    };
}
