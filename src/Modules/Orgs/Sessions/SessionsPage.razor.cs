using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Sessions;

public sealed partial class SessionsPage
{
    private static readonly IReadOnlyList<ListFilter> Filters = [ListFilter.Text("q", "关键词", "姓名或账号")];

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

    protected override async Task OnInitializedAsync()
    {
        if ((await Current.GetAsync()).May(OrgsPermissions.EndSessions))
            _actions = [new("强退", "logout") { Run = EndAsync, IsFor = row => !row.IsCurrent, Danger = true }];
    }

    private Task<Outcome<Page<SessionRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Sessions.RunAsync(request.Actor, request.Filters.Text("q"), request.Page, ct);

    private async Task EndAsync(SessionRow row)
    {
        if (!await Dialogs.ConfirmAsync("强制下线", $"{row.Person} 在 {DeviceName.Of(row.Device)} 上会立即退出登录，没有保存的输入会丢失。他仍可以重新登录；要阻止登录，请停用账号。", "强退", danger: true))
            return;
        Toasts.Tell(await End.RunAsync(await Current.GetAsync(), row.Id), $"{row.Person} 已强制下线。");
        if (_list is not null)
            await _list.RefreshAsync();
    }
}
