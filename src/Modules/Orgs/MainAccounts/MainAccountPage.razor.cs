using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Access;
using Yaosu.Platform.Live;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.MainAccounts;

public sealed partial class MainAccountPage
{
    private DetailPage<MyMainAccount.Shown>? _page;
    private OfferForm _offer = new();

    [Inject]
    private MyMainAccount Mine { get; set; } = default!;

    [Inject]
    private OfferMainAccount Offer { get; set; } = default!;

    [Inject]
    private EndTransfer Withdraw { get; set; } = default!;

    [Inject]
    private ObjectToChange Object { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync() => Watch(new LiveTopic((await Current.GetAsync()).OrgId, MyMainAccount.Topic));

    protected override Task RefreshAsync() => _page?.ReloadAsync() ?? Task.CompletedTask;

    private Task<Outcome<MyMainAccount.Shown>> LoadAsync(Actor actor, CancellationToken ct) => Mine.RunAsync(actor, ct: ct);

    private static string EndingOf(MyMainAccount.Transfer open) => open.IsMine ? "撤回转让" : open.State == MainAccountChangeState.Offered ? "谢绝接收" : "放弃接收";

    private static string NameOf(MyMainAccount.Shown shown, long? id) => shown.Colleagues.FirstOrDefault(x => x.Id == id) is { } one ? $"{one.Name}（{one.SignInName}）" : "";

    private async Task<Outcome> OfferAsync(OfferForm form) => await Offer.RunAsync(await Current.GetAsync(), new(form.ToId, form.Password, form.Code));

    private async Task OfferedAsync()
    {
        _offer = new();
        await _page!.ReloadAsync();
    }

    private async Task AcceptAsync(MyMainAccount.Transfer open, bool hasSecondStep)
    {
        if (await Dialogs.ShowAsync<AcceptDialog, bool?>("接收主账号", new() { [nameof(AcceptDialog.Id)] = open.Id, [nameof(AcceptDialog.HasSecondStep)] = hasSecondStep }) is true)
            await _page!.ReloadAsync();
    }

    private async Task WithdrawAsync(MyMainAccount.Transfer open)
    {
        var ending = EndingOf(open);
        if (await Dialogs.ConfirmAsync(ending, "这次转让会立即结束；需要时可以由主账号重新发起。", ending, danger: true))
            await TellAsync(await Withdraw.RunAsync(await Current.GetAsync(), open.Id), "转让已结束。");
    }

    private async Task ObjectAsync(MyMainAccount.Filing filing)
    {
        if (await ReasonDialog.ShowAsync(Dialogs, "提出异议", "平台审核人员会看到您的说明。异议期间，任何人都不能通过这份申请。", "提出异议", "已提出异议。",
            async reason => await Object.RunAsync(await Current.GetAsync(), filing.Id, reason)))
            await _page!.ReloadAsync();
    }

    private async Task TakeBackAsync(MyMainAccount.Filing filing)
    {
        if (await Dialogs.ConfirmAsync("撤回异议", "撤回后，平台可以通过这份申请。", "撤回异议", danger: true))
            await TellAsync(await Object.RunAsync(await Current.GetAsync(), filing.Id, reason: null), "异议已撤回。");
    }

    private async Task TellAsync(Outcome outcome, string done)
    {
        Toasts.Tell(outcome, done);
        await _page!.ReloadAsync();
    }
}
