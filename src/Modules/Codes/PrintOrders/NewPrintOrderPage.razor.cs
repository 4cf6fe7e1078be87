using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.PrintOrders;

public sealed partial class NewPrintOrderPage
{
    private static readonly string[] StepNames = ["选择码包文件", "填写收货信息", "确认付款信息", "完成"];

    private static readonly IReadOnlyList<FieldCard<PrintProcess>> Processes =
    [
        new(PrintProcess.Plain, "明码款", "外包装码、内包装码均为明码。"),
        new(PrintProcess.ScratchOff, "刮刮银款", "外包装码为明码，内包装码覆刮刮银。"),
    ];

    private PrintChoice _choice = new();
    private readonly PrintReceiver _receiver = new();
    private PrintPayment _payment = new();
    private PrintOffer? _offer;
    private Refusal? _missing;
    private PrintOrder? _order;
    private int _step;

    [Inject]
    private PrintablePackages Packages { get; set; } = default!;

    [Inject]
    private PlacePrintOrder Place { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    private PrintQuote Quote => PrintQuote.Of(_offer!.Prices, Chosen.Sum(x => x.Outer), Chosen.Sum(x => x.Inner));

    private IEnumerable<PrintablePackage> Chosen => _offer!.Packages.Where(x => _choice.Packages.Contains(x.Id));

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        var offered = await Packages.RunAsync(await Current.GetAsync());
        (_offer, _missing) = (offered.IsDone ? offered.Value : null, offered.Refusal);
    }

    private Task<Outcome> ChooseAsync(PrintChoice choice) => Task.FromResult(GoTo(1));

    private Task<Outcome> ReceiveAsync(PrintReceiver receiver) => Task.FromResult(PlacePrintOrder.Check(receiver.Receiver ?? "", receiver.Phone ?? "", receiver.Address ?? "") is { Count: > 0 } refusals ? Outcome.Refused(refusals) : GoTo(2));

    private async Task<Outcome> OrderAsync(PrintPayment payment)
    {
        var placed = await Place.RunAsync(await Current.GetAsync(),
            new(_choice.Process, _choice.Packages, _receiver.Receiver ?? "", _receiver.Phone ?? "", _receiver.Address ?? "", Quote.Amount));
        return placed.TryGet(out _order) ? GoTo(3) : Outcome.Refused(placed.Refusals.ToList());
    }

    private async Task AgainAsync()
    {
        (_choice, _payment, _order) = (new() { Process = _choice.Process }, new(), null);
        await ReadAsync();
        _step = 0;
    }

    private Outcome GoTo(int step)
    {
        _step = step;
        StateHasChanged();
        return Outcome.Done;
    }
}
