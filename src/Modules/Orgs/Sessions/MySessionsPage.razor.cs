using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Sessions;

public sealed partial class MySessionsPage
{
    private IReadOnlyList<RowAction<SessionRow>> _actions = [];
    private ListPage<SessionRow>? _list;

    [Inject]
    private SessionList Sessions { get; set; } = default!;

    [Inject]
    private EndSession End { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override void OnInitialized() => _actions = [new("退出", "logout") { Run = EndAsync, IsFor = row => !row.IsCurrent, Danger = true }];

    private Task<Outcome<Page<SessionRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Sessions.OfSelfAsync(request.Actor, request.Page, ct);

    private async Task EndAsync(SessionRow row) => await TellAsync(await End.RunAsync(await Current.GetAsync(), row.Id), $"{DeviceName.Of(row.Device)} 已退出登录。");

    private async Task EndOthersAsync()
    {
        if (await Dialogs.ConfirmAsync("退出其他所有设备", "除本机外，您的账号在所有设备上都会立即退出登录。", "全部退出", danger: true))
            await TellAsync(await End.OthersOfSelfAsync(await Current.GetAsync()), "其他设备都已退出登录。");
    }

    private async Task TellAsync(Outcome outcome, string done)
    {
        Toasts.Tell(outcome, done);
        if (_list is not null)
            await _list.RefreshAsync();
    }
}
