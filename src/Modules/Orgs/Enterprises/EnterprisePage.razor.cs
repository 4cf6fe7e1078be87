using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Packages;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Enterprises;

public sealed partial class EnterprisePage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("企业管理", OrgsUrls.Enterprises)];

    private DetailPage<EnterpriseList.Details>? _page;
    private bool _maySuspend;
    private bool _mayGrant;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private EnterpriseList Enterprises { get; set; } = default!;

    [Inject]
    private SuspendEnterprise Suspend { get; set; } = default!;

    [Inject]
    private ChangePurchase Change { get; set; } = default!;

    [Inject]
    private DeclinePackage Decline { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    private Task<Outcome<EnterpriseList.Details>> LoadAsync(Actor actor, CancellationToken ct)
    {
        (_maySuspend, _mayGrant) = (actor.May(OrgsPermissions.SuspendEnterprises), actor.May(OrgsPermissions.GrantPackages));
        return Enterprises.FindAsync(actor, Id, ct);
    }

    private async Task SuspendAsync(Org org)
    {
        if (await ReasonDialog.ShowAsync(Dialogs, $"停用{org.Name}", "全部人员会在几秒内退出登录；他们再登录时会看到这个原因。", "停用", "企业已停用。",
            async reason => await Suspend.RunAsync(await Current.GetAsync(), Id, reason)))
            await _page!.ReloadAsync();
    }

    private async Task ResumeAsync(Org org)
    {
        if (await Dialogs.ConfirmAsync("恢复企业", $"恢复后，{org.Name}的人员可以重新登录。", "恢复"))
            await TellAsync(await Suspend.RunAsync(await Current.GetAsync(), Id, null), "企业已恢复。");
    }

    private async Task GrantAsync(EnterpriseList.Details shown)
    {
        if (await Dialogs.ShowAsync<GrantDialog, bool?>("开通服务包", new() { [nameof(GrantDialog.OrgId)] = Id, [nameof(GrantDialog.Cards)] = shown.Cards }) is true)
            await _page!.ReloadAsync();
    }

    private async Task ProlongAsync(EnterpriseList.Purchase purchase)
    {
        if (await Dialogs.ShowAsync<ProlongDialog, bool?>($"续期{purchase.Package}", new() { [nameof(ProlongDialog.Purchase)] = purchase }) is true)
            await _page!.ReloadAsync();
    }

    private async Task EndAsync(EnterpriseList.Purchase purchase)
    {
        if (await Dialogs.ConfirmAsync("终止服务包", $"“{purchase.Package}”将立即变为仅可查看，{PackageTerms.FrozenDays} 天后关闭。", "终止", danger: true))
            await TellAsync(await Change.RunAsync(await Current.GetAsync(), purchase.Id, purchase.Version, until: null), "服务包已终止。");
    }

    private async Task DeclineAsync(EnterpriseList.Application asked)
    {
        if (await ReasonDialog.ShowAsync(Dialogs, $"不予开通{asked.Package}", "申请人会收到这个原因。", "提交", "已答复申请人。",
            async reason => await Decline.RunAsync(await Current.GetAsync(), asked.Id, reason)))
            await _page!.ReloadAsync();
    }

    private async Task TellAsync(Outcome outcome, string done)
    {
        Toasts.Tell(outcome, done);
        await _page!.ReloadAsync();
    }

    private static Tone ToneOf(PackageStanding standing) => standing switch
    {
        PackageStanding.Open => Tone.Ok,
        PackageStanding.Frozen => Tone.Warn,
        PackageStanding.NotYet => Tone.Info,
        PackageStanding.Closed => Tone.Neutral,
    };
}
