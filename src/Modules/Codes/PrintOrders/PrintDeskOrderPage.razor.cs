using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Live;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.PrintOrders;

public sealed partial class PrintDeskOrderPage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("印码订单处理", CodesUrls.PrintDesk)];

    private DetailPage<PrintDesk.Shown>? _page;
    private bool _mayHandle;
    private bool _watches;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private PrintDesk Desk { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override async Task RefreshAsync()
    {
        if (_page is not null)
            await _page.ReloadAsync();
    }

    private async Task<Outcome<PrintDesk.Shown>> LoadAsync(Actor actor, CancellationToken ct)
    {
        _mayHandle = actor.May(CodesPermissions.HandlePrintOrders);
        var found = await Desk.FindAsync(actor, Id, ct);
        // The enterprise is known only now; it may cancel while this page is open.
        if (found.TryGet(out var shown) && !_watches)
        {
            Watch(new LiveTopic(shown.About.Order.OrgId, PrintOrderList.Topic));
            _watches = true;
        }
        return found;
    }

    private Func<PrintOrderPackage, string>? TextUrlOf(PrintOrder order) =>
        _mayHandle && DownloadOrderedPackage.IsInHand(order.State) ? package => CodesUrls.PrintDeskText(order.Id, package.PackageId) : null;

    private async Task VerifyAsync(PrintOrder order)
    {
        if (!await Dialogs.ConfirmAsync("付款已核实", $"确认已收到{order.OrgName}的 {Format.Money(order.Amount)} 元。核实后企业不能再取消订单。", "已核实"))
            return;
        Toasts.Tell(await Desk.VerifyAsync(await Current.GetAsync(), order.Id, order.Version), "已核实，等待印码。");
        await _page!.ReloadAsync();
    }

    private async Task RejectAsync(PrintOrder order)
    {
        if (await Dialogs.ShowAsync<UnpaidDialog, bool?>("款项未核实", new() { [nameof(UnpaidDialog.Submit)] = (Func<string, Task<Outcome>>)(async reason => await Desk.RejectAsync(await Current.GetAsync(), order.Id, order.Version, reason)) }) is true)
            await _page!.ReloadAsync();
    }

    private async Task StartAsync(PrintOrder order)
    {
        Toasts.Tell(await Desk.StartAsync(await Current.GetAsync(), order.Id, order.Version), "已开始印码。");
        await _page!.ReloadAsync();
    }

    private async Task ShipAsync(PrintOrder order)
    {
        if (await Dialogs.ShowAsync<ShipDialog, bool?>("填写邮寄单号", new() { [nameof(ShipDialog.Submit)] = (Func<ShipForm, Task<Outcome>>)(async form => await Desk.ShipAsync(await Current.GetAsync(), order.Id, order.Version, form.Carrier ?? "", form.Tracking ?? "")) }) is true)
            await _page!.ReloadAsync();
    }
}
