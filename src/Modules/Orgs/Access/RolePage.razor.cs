using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Access;

public sealed partial class RolePage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("角色权限", OrgsUrls.Roles)];

    private Actor _actor = default!;
    private RoleForm? _form;
    private Refusal? _missing;
    private string _title = "";
    private bool _mayManage;
    private IReadOnlyList<PermissionTree.Section> _sections = [];

    [Parameter]
    public long? Id { get; set; }

    /// <summary>The role to copy.</summary>
    [SupplyParameterFromQuery]
    private long? From { get; set; }

    [Inject]
    private RoleList Roles { get; set; } = default!;

    [Inject]
    private SaveRole Save { get; set; } = default!;

    [Inject]
    private PermissionTree Tree { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        _actor = await Current.GetAsync();
        _mayManage = _actor.May(OrgsPermissions.ManageRoles);
        _sections = Tree.Of(_actor.IsOperator, _actor.IsHeadquarters);
        if ((Id ?? From) is null)
        {
            _form ??= new();
            return;
        }
        var found = await Roles.FindAsync(_actor, (Id ?? From)!.Value);
        if (!found.TryGet(out var role))
            _missing = found.Refusal;
        else if (Id is null)
            _form = RoleForm.CopyOf(role, code => Tree.Find(code) is { } permission && MayGrant(permission));
        else
            (_form, _title) = (RoleForm.Of(role), role.Name);
    }

    private bool MayGrant(Permission permission) => _mayManage && (_actor.IsMain || _actor.Permissions.Contains(permission.Code));

    private async Task<Outcome> SaveAsync(RoleForm form) =>
        await Save.RunAsync(await Current.GetAsync(), new(Id, form.Version, form.Name ?? "", form.DataScope ?? DataScope.OwnDepartment, form.Permissions.Codes));

    private async Task<RoleForm> ReadAsync() => RoleForm.Of((await Roles.FindAsync(await Current.GetAsync(), Id!.Value)).Value);
}
