using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Live;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Drugs.Registry;

public sealed partial class DrugsPage
{
    private static readonly IReadOnlyList<ListColumn<DrugRow>> Columns =
    [
        new("name", "药品通用名", row => row.GenericName) { Sortable = true, Always = true, Width = 160 },
        new("trade", "商品名", row => row.TradeName ?? "") { Width = 110, HiddenByDefault = true },
        new("form", "剂型", row => row.DosageForm) { Width = 80 },
        new("strength", "制剂规格", row => row.Strength) { Width = 105 },
        new("pack", "包装规格", row => row.PackText) { Width = 90 },
        new("licence", "批准文号", row => row.LicenceNumber) { Sortable = true, Mono = true, Width = 165 },
        new("maker", "生产企业", row => row.Manufacturer) { Long = true },
        new("national", "药品本位码", row => row.NationalCode ?? "") { Mono = true, Width = 150, HiddenByDefault = true },
        new("identification", "药品标识码", row => row.IdentificationCode ?? "") { Mono = true, Width = 95 },
        new("barcode", "商品条码", row => row.Barcode ?? "") { Mono = true, Width = 140, HiddenByDefault = true },
        new("special", "特殊管理", row => Labels.Of(row.Special)) { Width = 120, Template = row => row.Special == SpecialManagement.None ? builder => builder.AddContent(0, Labels.Of(row.Special)) : StatusTag.Of(Labels.Of(row.Special), Tone.Warn) },
        new("storage", "贮藏条件", row => Labels.Of(row.Storage)) { Width = 150, HiddenByDefault = true },
        new("valid", "有效期（月）", row => Format.Count(row.ValidMonths)) { Align = Align.End, Width = 110, HiddenByDefault = true },
        new("state", "状态", row => Labels.Of(row.State)) { Width = 80, Template = row => StatusTag.Of(Labels.Of(row.State), row.State == DrugState.InUse ? Tone.Ok : Tone.Neutral) },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters =
    [
        ListFilter.Text("q", "关键词", "名称、拼音首字母、文号或任一编码"),
        ListFilter.Choice<SpecialManagement>("special", "特殊管理"),
        ListFilter.Choice<KeyCategory>("key", "重点品种"),
        ListFilter.Choice<StorageCondition>("storage", "贮藏条件"),
        ListFilter.Choice<DrugState>("state", "状态"),
    ];

    private DataList<DrugRow> _list = default!;
    private IReadOnlyList<RowAction<DrugRow>> _actions = [];
    private bool _mayManage;

    [Inject]
    private DrugList Drugs { get; set; } = default!;

    [Inject]
    private RetireDrug Retire { get; set; } = default!;

    [Inject]
    private DeleteDrug Delete { get; set; } = default!;

    [Inject]
    private RequestExport Export { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        Watch(new LiveTopic(actor.OrgId, DrugList.Topic));
        _mayManage = actor.May(DrugsPermissions.Manage);
        _actions = !_mayManage ? [] :
        [
            new("修改", "edit") { Url = row => DrugsUrls.EditDrug(row.Id) },
            new("停用", "minus") { Run = row => RetireAsync(row, true), IsFor = row => row.State == DrugState.InUse },
            new("恢复使用", "check") { Run = row => RetireAsync(row, false), IsFor = row => row.State == DrugState.Retired },
            new("删除", "trash") { Run = DeleteAsync, Danger = true },
        ];
    }

    protected override async Task RefreshAsync()
    {
        if (_list is not null)
            await _list.RefreshAsync();
    }

    private Task<Outcome<Page<DrugRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Drugs.RunAsync(request.Actor, Read(request.Filters), request.Page, ct);

    private async Task RetireAsync(DrugRow drug, bool retired)
    {
        if (retired && !await RetireQuestion.AskAsync(Dialogs, drug.GenericName))
            return;
        Toasts.Tell(await Retire.RunAsync(await Current.GetAsync(), drug.Id, retired), retired ? $"“{drug.GenericName}”已停用。" : $"“{drug.GenericName}”已恢复使用。");
        await _list.RefreshAsync();
    }

    private async Task DeleteAsync(DrugRow drug)
    {
        if (!await Dialogs.ConfirmAsync("删除药品", $"确定删除“{drug.GenericName} {drug.Strength} {drug.PackText}”吗？删除后不能恢复。", "删除", danger: true))
            return;
        Toasts.Tell(await Delete.RunAsync(await Current.GetAsync(), drug.Id), $"“{drug.GenericName}”已删除。");
        await _list.RefreshAsync();
    }

    private async Task ExportAsync(ListExport<DrugRow> view)
    {
        var asked = await Export.RunAsync(view.Request.Actor, DrugExport.ExportCode, Read(view.Request.Filters), [.. view.Columns.Select(column => column.Key)], ExportFormat.Xlsx);
        Toasts.Tell(asked, $"正在导出 {Format.Count(view.Total)} 个药品，完成后会通知您，文件在“我的下载”里。");
    }

    private static DrugFilter Read(FilterValues values) => new(values.Text("q"), values.Choice<SpecialManagement>("special"), values.Choice<KeyCategory>("key"), values.Choice<StorageCondition>("storage"), values.Choice<DrugState>("state"));
}
