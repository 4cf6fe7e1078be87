using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Opening;

public sealed partial class OpeningPage
{
    private OpenConsole.State? _state;
    private bool _isMain;
    private bool _isOperator;

    [Inject]
    private OpenConsole Opening { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Link => Navigation.ToAbsoluteUri(OrgsUrls.SignIn).AbsoluteUri;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task OpenAsync()
    {
        if (_state!.Conditions.All(x => x.IsMet) && !await Dialogs.ConfirmAsync("开通商家后台", $"为“{_state.OrgName}”开通商家后台{(_state.BoundAccount is { } account ? $"，绑定账号 {account}" : "")}。开通后，人员凭账号登录，不需要数字证书。", "确认开通"))
            return;
        Toasts.Tell(await Opening.RunAsync(await Current.GetAsync()), "商家后台已开通。");
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var actor = await Current.GetAsync();
        (_isMain, _isOperator) = (actor.IsMain, actor.IsOperator);
        _state = (await Opening.FindAsync(actor)).TryGet(out var state) ? state : null;
    }
}
