using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Live;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.PrintOrders;

public sealed partial class PrintOrderPage
{
    internal static readonly IReadOnlyList<Crumb> Above = [new("印码订单", CodesUrls.PrintOrders)];

    private DetailPage<Shown>? _page;
    private bool _mayOrder;
    private Func<PrintOrderPackage, string>? _textUrl;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private PrintOrderList Orders { get; set; } = default!;

    [Inject]
    private CancelPrintOrder Cancel { get; set; } = default!;

    [Inject]
    private IOptions<PrintPayee> Payee { get; set; } = default!;

    [Inject]
    private ObjectHistory History { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    private sealed record Shown(PrintOrderShown About, IReadOnlyList<TimelineEntry> History);

    protected override async Task OnInitializedAsync() => Watch(new LiveTopic((await Current.GetAsync()).OrgId, PrintOrderList.Topic));

    protected override async Task RefreshAsync()
    {
        if (_page is not null)
            await _page.ReloadAsync();
    }

    private async Task<Outcome<Shown>> LoadAsync(Actor actor, CancellationToken ct)
    {
        _mayOrder = actor.May(CodesPermissions.OrderPrints);
        _textUrl = actor.May(CodesPermissions.DownloadPackages) ? package => CodesUrls.PackageText(package.PackageId) : null;
        var found = await Orders.FindAsync(actor, Id, ct);
        return found.TryGet(out var about) ? new Shown(about, await History.RunAsync(actor, nameof(PrintOrder), Id, ct)) : found.Refusal!;
    }

    private async Task CancelAsync(PrintOrder order)
    {
        if (!await Dialogs.ConfirmAsync("取消印码订单", $"取消后订单 {order.Number} 不能恢复；已付款的请先联系平台退款。", "取消订单"))
            return;
        Toasts.Tell(await Cancel.RunAsync(await Current.GetAsync(), order.Id, order.Version), "订单已取消。");
        await RefreshAsync();
    }
}
