using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Live;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.PrintOrders;

public sealed partial class PrintOrdersPage
{
    private static readonly IReadOnlyList<ListColumn<PrintOrderRow>> Columns =
    [
        new("number", "订单号", row => row.Number) { Always = true, Mono = true, Width = 180 },
        new("process", "印码工艺", row => Labels.Of(row.Process)) { Width = 100 },
        new("total", "数量", row => Format.Count(row.Total)) { Align = Align.End, Width = 110 },
        new("amount", "金额（元）", row => Format.Money(row.Amount)) { Sortable = true, Align = Align.End, Width = 130 },
        new("tracking", "邮寄单号", row => row.Tracking ?? "") { Mono = true, Width = 160 },
        new("state", "印码状态", row => Labels.Of(row.State)) { Width = 120, Template = PrintOrderCells.State },
        new("ordered", "下单时间", row => ChinaTime.Text(row.OrderedAt)) { Sortable = true, Width = 170 },
        new("by", "下单人", row => row.OrderedBy) { Width = 110, HiddenByDefault = true },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters = [ListFilter.Text("q", "关键词", "订单号或邮寄单号"), ListFilter.Choice<PrintOrderState>("state", "印码状态")];

    private ListPage<PrintOrderRow>? _list;
    private bool _mayOrder;

    [Inject]
    private PrintOrderList Orders { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        _mayOrder = actor.May(CodesPermissions.OrderPrints);
        Watch(new LiveTopic(actor.OrgId, PrintOrderList.Topic));
    }

    protected override async Task RefreshAsync()
    {
        if (_list is not null)
            await _list.RefreshAsync();
    }

    private Task<Outcome<Page<PrintOrderRow>>> LoadAsync(ListRequest request, CancellationToken ct) =>
        Orders.RunAsync(request.Actor, request.Filters.Text("q"), request.Filters.Choice<PrintOrderState>("state"), request.Page, ct);
}
