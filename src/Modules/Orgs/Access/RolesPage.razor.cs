using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Access;

public sealed partial class RolesPage
{
    private static readonly IReadOnlyList<ListColumn<RoleRow>> Columns =
    [
        new("name", "角色名称", row => row.Name) { Sortable = true, Always = true },
        new("scope", "数据范围", row => Labels.Of(row.DataScope)) { Width = 140 },
        new("permissions", "权限数", row => Format.Count(row.Permissions)) { Align = Align.End, Width = 100 },
        new("people", "人数", row => Format.Count(row.People)) { Align = Align.End, Width = 90 },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters = [ListFilter.Text("q", "角色名称")];

    private DataList<RoleRow> _list = default!;
    private IReadOnlyList<RowAction<RoleRow>> _actions = [];
    private bool _mayManage;

    [Inject]
    private RoleList Roles { get; set; } = default!;

    [Inject]
    private DeleteRole Delete { get; set; } = default!;

    [Inject]
    private ViewAsRole Viewing { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _mayManage = (await Current.GetAsync()).May(OrgsPermissions.ManageRoles);
        RowAction<RoleRow> compare = new("与其他角色比较", "columns") { Url = row => OrgsUrls.CompareRole(row.Id) };
        _actions = !_mayManage ? [compare] :
        [
            new("设置权限", "edit") { Url = row => OrgsUrls.Role(row.Id) },
            new("复制", "copy") { Url = row => OrgsUrls.CopyOfRole(row.Id) },
            compare,
            new("以此角色查看", "eye") { Run = ViewAsync },
            new("删除", "trash") { Run = DeleteAsync, Danger = true },
        ];
    }

    private Task<Outcome<Page<RoleRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Roles.RunAsync(request.Actor, request.Filters.Text("q"), request.Page, ct);

    private async Task ViewAsync(RoleRow role)
    {
        if (!await Dialogs.ConfirmAsync("以此角色查看", $"您将以“{role.Name}”的权限浏览控制台，只能查看，不能操作。随时可以在页面顶部退出。", "开始查看"))
            return;
        var started = await Viewing.StartAsync(await Current.GetAsync(), role.Id);
        if (started.IsDone)
            Navigation.NavigateTo("/", forceLoad: true);
        else
            Toasts.Refused(started);
    }

    private async Task DeleteAsync(RoleRow role)
    {
        if (!await Dialogs.ConfirmAsync("删除角色", $"确定删除角色“{role.Name}”吗？删除后不能恢复。", "删除", danger: true))
            return;
        Toasts.Tell(await Delete.RunAsync(await Current.GetAsync(), role.Id), $"角色“{role.Name}”已删除。");
        await _list.RefreshAsync();
    }
}
