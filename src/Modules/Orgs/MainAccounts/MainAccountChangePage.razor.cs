using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.MainAccounts;

public sealed partial class MainAccountChangePage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("主账号变更", OrgsUrls.MainAccountDesk)];

    private DetailPage<MainAccountDesk.Shown>? _page;
    private bool _mayReview;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private MainAccountDesk Desk { get; set; } = default!;

    [Inject]
    private DecideMainAccount Decide { get; set; } = default!;

    [Inject]
    private DownloadLinks Links { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    internal static Tone ToneOf(MainAccountChangeState state, bool isObjected) => state switch
    {
        MainAccountChangeState.Offered => Tone.Neutral,
        MainAccountChangeState.Waiting => isObjected ? Tone.Warn : Tone.Info,
        MainAccountChangeState.Done => Tone.Ok,
        MainAccountChangeState.Rejected => Tone.Danger,
        MainAccountChangeState.Withdrawn or MainAccountChangeState.Lapsed => Tone.Neutral,
    };

    internal static string TextOf(MainAccountChangeState state, bool isObjected) => isObjected && state == MainAccountChangeState.Waiting ? "主账号有异议" : Labels.Of(state);

    private static string TitleOf(MainAccountDesk.Shown shown) => $"{Labels.Of(shown.Change.Kind)}：{shown.Org?.Name ?? shown.Change.CreditCode}";

    private Task<Outcome<MainAccountDesk.Shown>> LoadAsync(Actor actor, CancellationToken ct)
    {
        _mayReview = actor.May(OrgsPermissions.ReviewMainAccountChanges);
        return Desk.FindAsync(actor, Id, ct);
    }

    private async Task ApproveAsync(MainAccountDesk.Shown shown)
    {
        var change = shown.Change;
        var effect = change.Kind switch
        {
            MainAccountChangeKind.Transfer => $"{change.ToName}成为{shown.Org!.Name}的主账号；{shown.MainName}成为没有角色的子账号。",
            MainAccountChangeKind.Recovery => $"{shown.MainName}的手机号改为 {change.Mobile}，一次性密码以短信发送给申请人，两步验证重置，已登录的设备全部退出。",
            MainAccountChangeKind.Replacement => $"新账号 {change.SignInName} 成为{shown.Org!.Name}的主账号，初始密码以短信发送给申请人；{shown.MainName}停用并退出登录。",
        };
        if (!await Dialogs.ConfirmAsync($"通过{Labels.Of(change.Kind)}", effect, "通过", danger: true))
            return;
        Toasts.Tell(await Decide.RunAsync(await Current.GetAsync(), change.Id, change.Version, reason: null), "已通过，主账号已变更。");
        await _page!.ReloadAsync();
    }

    private async Task RejectAsync(MainAccountChange change)
    {
        if (await ReasonDialog.ShowAsync(Dialogs, $"驳回{Labels.Of(change.Kind)}", "申请人会收到这个原因。", "驳回", "已驳回。",
            async reason => await Decide.RunAsync(await Current.GetAsync(), change.Id, change.Version, reason)))
            await _page!.ReloadAsync();
    }

    private async Task OpenAsync(long fileId) => Navigation.Follow(await Links.CreateAsync(await Current.GetAsync(), fileId), Toasts);
}
