using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.People;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Certificates;

public sealed partial class CertificatePage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("数字证书管理", OrgsUrls.Certificates)];

    private DetailPage<CertificateDetail> _page = default!;
    private bool _mayManage;
    private bool _mayManagePeople;

    /// <summary>Of the account.</summary>
    [Parameter]
    public long Id { get; set; }

    [Inject]
    private CertificateList Certificates { get; set; } = default!;

    [Inject]
    private RevokeCertificate Revoke { get; set; } = default!;

    [Inject]
    private DisablePerson Disable { get; set; } = default!;

    [Inject]
    private RemovePerson Remove { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        (_mayManage, _mayManagePeople) = (actor.May(OrgsPermissions.ManageCertificates), actor.May(OrgsPermissions.ManagePeople));
    }

    private CertificateState StateOf(Certificate certificate) => CertificateStates.Of(certificate, Time.UtcNow());

    private async Task RevokeAsync(CertificateDetail detail)
    {
        if (await ReasonDialog.ShowAsync(Dialogs, $"吊销 {detail.Name} 的证书", "吊销后不能恢复：证书不能再登录，已登录的会立即退出；之后可以更换为新的证书。原因会记入审计日志。", "吊销", "数字证书已吊销。",
            async reason => await Revoke.RunAsync(await Current.GetAsync(), Id, reason)))
            await _page.ReloadAsync();
    }

    private async Task DisableAsync(CertificateDetail detail)
    {
        var disabled = !detail.IsDisabled;
        if (disabled && !await Dialogs.ConfirmAsync("停用账号", $"停用后，{detail.Name} 会立即退出登录，直到重新启用。", "停用", danger: true))
            return;
        Toasts.Tell(await Disable.RunAsync(await Current.GetAsync(), Id, disabled), disabled ? "账号已停用。" : "账号已启用。");
        await _page.ReloadAsync();
    }

    private async Task RemoveAsync(CertificateDetail detail)
    {
        if (!await Dialogs.ConfirmTypedAsync("删除账号", $"删除后，{detail.Name} 的证书不能再登录；它做过的操作仍保留在审计日志里。", detail.Name, "删除"))
            return;
        var removed = await Remove.RunAsync(await Current.GetAsync(), Id);
        Toasts.Tell(removed, "证书账号已删除。");
        if (removed.IsDone)
            Navigation.NavigateTo(OrgsUrls.Certificates);
    }
}
