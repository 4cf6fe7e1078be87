using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Access;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.ApiKeys;

public sealed partial class ApiKeyPage
{
    private const int ValidDays = 365;

    private static readonly IReadOnlyList<Crumb> Above = [new("接口密钥", OrgsUrls.ApiKeys)];

    private DetailPage<ApiKeyDetail> _page = default!;
    private bool _mayManage;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private ApiKeyList Keys { get; set; } = default!;

    [Inject]
    private AddSecret Add { get; set; } = default!;

    [Inject]
    private RevokeApiKey Revoke { get; set; } = default!;

    [Inject]
    private PermissionTree Tree { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _mayManage = (await Current.GetAsync()).May(OrgsPermissions.ManageApiKeys);

    private async Task RotateAsync(ApiKeyDetail detail)
    {
        if (!await Dialogs.ConfirmAsync("更换密钥", "会生成一个新密钥，旧密钥继续有效。请在对接系统换用新密钥后，再停用旧密钥。", "生成新密钥"))
            return;
        var added = await Add.RunAsync(await Current.GetAsync(), Id, ValidDays);
        if (added.TryGet(out var secret))
            await SecretShown.ShowAsync(Dialogs, detail.Key.Name, secret);
        else
            Toasts.Refused(added);
        await _page.ReloadAsync();
    }

    private async Task RevokeAsync(ApiKeyDetail detail)
    {
        if (await Dialogs.ConfirmTypedAsync("吊销接口密钥", $"吊销后，使用“{detail.Key.Name}”的系统会立即无法对接，且不能恢复。", detail.Key.Name, "吊销"))
            await TellAsync(await Revoke.RunAsync(await Current.GetAsync(), Id), "接口密钥已吊销。");
    }

    private async Task RevokeSecretAsync(ApiSecret secret)
    {
        if (await Dialogs.ConfirmAsync("停用密钥", $"停用末四位为 {secret.Ending} 的密钥后，仍在使用它的系统会立即无法对接。", "停用", danger: true))
            await TellAsync(await Revoke.SecretAsync(await Current.GetAsync(), Id, secret.Id), "密钥已停用。");
    }

    private async Task TellAsync(Outcome outcome, string done)
    {
        Toasts.Tell(outcome, done);
        await _page.ReloadAsync();
    }
}
