using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Live;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Merchants;

public sealed partial class MerchantsPage
{
    private static readonly IReadOnlyList<ListColumn<MerchantRow>> Columns =
    [
        new("name", "商户名称", row => row.Name) { Sortable = true, Always = true, Width = 200 },
        new("code", "商户标识码", row => row.Code) { Sortable = true, Mono = true, Width = 130 },
        new("source", "码来源", row => Labels.Of(row.Source)) { Width = 110, Template = row => StatusTag.Of(Labels.Of(row.Source), row.Source == CodeSource.Platform ? Tone.Info : Tone.Neutral) },
        new("goods", "商品数", row => Format.Count(row.Goods)) { Align = Align.End, Width = 90 },
        new("note", "备注", row => row.Note ?? "") { Long = true },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters = [ListFilter.Text("q", "商户名称"), ListFilter.Choice<CodeSource>("source", "码来源")];

    private DataList<MerchantRow> _list = default!;
    private IReadOnlyList<RowAction<MerchantRow>> _actions = [];
    private bool _mayManage;

    [Inject]
    private MerchantList Merchants { get; set; } = default!;

    [Inject]
    private DeleteMerchant Delete { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        Watch(new LiveTopic(actor.OrgId, MerchantList.Topic));
        _mayManage = actor.May(CodesPermissions.ManageMerchants);
        var actions = new List<RowAction<MerchantRow>>();
        if (actor.May(CodesPermissions.ViewGoods))
            actions.Add(new("查看商品", "box") { Url = row => CodesUrls.GoodsOf(row.Code) });
        if (_mayManage)
        {
            actions.Add(new("编辑", "edit") { Url = row => CodesUrls.EditMerchant(row.Id) });
            actions.Add(new("删除", "trash") { Run = DeleteAsync, Danger = true });
        }
        _actions = actions;
    }

    protected override async Task RefreshAsync()
    {
        if (_list is not null)
            await _list.RefreshAsync();
    }

    private Task<Outcome<Page<MerchantRow>>> LoadAsync(ListRequest request, CancellationToken ct) =>
        Merchants.RunAsync(request.Actor, new(request.Filters.Text("q"), request.Filters.Choice<CodeSource>("source")), request.Page, ct);

    private async Task DeleteAsync(MerchantRow merchant)
    {
        if (!await Dialogs.ConfirmAsync("删除商户", $"确定删除商户“{merchant.Name}”吗？它的标识码 {merchant.Code} 不会再分配给别的商户。删除后不能恢复。", "删除", danger: true))
            return;
        Toasts.Tell(await Delete.RunAsync(await Current.GetAsync(), merchant.Id), $"“{merchant.Name}”已删除。");
        await _list.RefreshAsync();
    }
}
