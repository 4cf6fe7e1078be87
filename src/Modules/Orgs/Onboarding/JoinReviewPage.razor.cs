using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Onboarding;

public sealed partial class JoinReviewPage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("入驻审核", OrgsUrls.JoinDesk)];

    private DetailPage<ReviewJoining.Shown>? _page;
    private bool _mayReview;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private ReviewJoining Desk { get; set; } = default!;

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

    internal static Tone ToneOf(JoinState state) => state switch
    {
        JoinState.Draft => Tone.Neutral,
        JoinState.Waiting => Tone.Info,
        JoinState.Rejected => Tone.Danger,
        JoinState.Approved => Tone.Ok,
    };

    private Task<Outcome<ReviewJoining.Shown>> LoadAsync(Actor actor, CancellationToken ct)
    {
        _mayReview = actor.May(OrgsPermissions.ReviewJoining);
        return Desk.FindAsync(actor, Id, ct);
    }

    private async Task ApproveAsync(JoinApplication application)
    {
        if (!await Dialogs.ConfirmAsync("通过入驻申请", $"通过后将开通{application.Name}及主账号 {application.SignInName}，初始密码以短信发送给联系人。", "通过"))
            return;
        Toasts.Tell(await Desk.RunAsync(await Current.GetAsync(), application.Id, application.Version, reason: null), "已通过，企业已开通。");
        await _page!.ReloadAsync();
    }

    private async Task RejectAsync(JoinApplication application)
    {
        if (await ReasonDialog.ShowAsync(Dialogs, "驳回入驻申请", "申请人会在短信和申请页面看到这个原因，修改后可以重新提交。", "驳回", "已驳回。",
            async reason => await Desk.RunAsync(await Current.GetAsync(), application.Id, application.Version, reason)))
            await _page!.ReloadAsync();
    }

    private async Task OpenAsync(long fileId) => Navigation.Follow(await Links.CreateAsync(await Current.GetAsync(), fileId), Toasts);
}
