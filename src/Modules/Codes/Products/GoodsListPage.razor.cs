using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Live;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Products;

public sealed partial class GoodsListPage
{
    private static readonly IReadOnlyList<ListColumn<GoodsRow>> Columns =
    [
        new("name", "商品名称", row => row.Name) { Sortable = true, Always = true, Width = 200 },
        new("picture", "商品图片", row => row.Pictures == 0 ? "" : $"{row.Pictures} 张") { Width = 90, Template = Thumbnail },
        new("number", "商品编号", row => row.Number) { Sortable = true, Mono = true, Width = 130 },
        new("merchant", "所属商户", row => row.Merchant) { Width = 180 },
        new("spec", "商品规格", row => row.Spec ?? "") { Width = 140 },
        new("description", "商品说明", row => row.Description ?? "") { Long = true },
        new("state", "状态", row => Labels.Of(row.State)) { Width = 90, Template = row => StatusTag.Of(Labels.Of(row.State), row.State == GoodsState.InUse ? Tone.Ok : Tone.Neutral) },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters =
    [
        ListFilter.Text("q", "商品名称", "名称或编号"),
        ListFilter.Text("merchant", "所属商户", "名称或标识码"),
        ListFilter.Choice<GoodsState>("state", "状态"),
    ];

    private DataList<GoodsRow> _list = default!;
    private IReadOnlyList<RowAction<GoodsRow>> _actions = [];
    private bool _mayManage;

    [Inject]
    private GoodsList Goods { get; set; } = default!;

    [Inject]
    private RetireGoods Retire { get; set; } = default!;

    [Inject]
    private DeleteGoods Delete { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        Watch(new LiveTopic(actor.OrgId, GoodsList.Topic));
        _mayManage = actor.May(CodesPermissions.ManageGoods);
        _actions = !_mayManage ? [] :
        [
            new("编辑", "edit") { Url = row => CodesUrls.EditGoods(row.Id) },
            new("停用", "minus") { Run = row => RetireAsync(row, true), IsFor = row => row.State == GoodsState.InUse },
            new("恢复使用", "check") { Run = row => RetireAsync(row, false), IsFor = row => row.State == GoodsState.Retired },
            new("删除", "trash") { Run = DeleteAsync, Danger = true },
        ];
    }

    protected override async Task RefreshAsync()
    {
        if (_list is not null)
            await _list.RefreshAsync();
    }

    private Task<Outcome<Page<GoodsRow>>> LoadAsync(ListRequest request, CancellationToken ct) =>
        Goods.RunAsync(request.Actor, new(request.Filters.Text("q"), request.Filters.Text("merchant"), request.Filters.Choice<GoodsState>("state")), request.Page, ct);

    private async Task RetireAsync(GoodsRow goods, bool retired)
    {
        if (retired && !await Dialogs.ConfirmAsync("停用商品", $"停用“{goods.Name}”后，生成追溯码时不能再选择它，已有的追溯码不受影响。可以随时恢复。", "停用"))
            return;
        Toasts.Tell(await Retire.RunAsync(await Current.GetAsync(), goods.Id, retired), retired ? $"“{goods.Name}”已停用。" : $"“{goods.Name}”已恢复使用。");
        await _list.RefreshAsync();
    }

    private async Task DeleteAsync(GoodsRow goods)
    {
        if (!await Dialogs.ConfirmAsync("删除商品", $"确定删除“{goods.Name}”（{goods.Number}）和它的图片吗？删除后不能恢复。", "删除", danger: true))
            return;
        Toasts.Tell(await Delete.RunAsync(await Current.GetAsync(), goods.Id), $"“{goods.Name}”已删除。");
        await _list.RefreshAsync();
    }

    private static RenderFragment Thumbnail(GoodsRow row) => builder =>
    {
        if (row.Cover is not { } cover)
            return;
        builder.OpenElement(0, "img");
        builder.AddAttribute(1, "src", FileUrls.Image(cover));
        builder.AddAttribute(2, "alt", $"{row.Name}的图片");
        builder.AddAttribute(3, "width", 40);
        builder.AddAttribute(4, "height", 40);
        builder.AddAttribute(5, "loading", "lazy");
        builder.AddAttribute(6, "decoding", "async");
        builder.AddAttribute(7, "style", "display:block;object-fit:cover;border-radius:4px");
        builder.CloseElement();
    };
}
