using System.Globalization;
using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Access;

public sealed partial class CompareRolesPage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("角色权限", OrgsUrls.Roles)];

    private IReadOnlyList<(long Id, string Name)> _names = [];
    private IReadOnlyList<Permission> _permissions = [];
    private Role? _one;
    private Role? _other;
    private bool _onlyDifferences = true;

    [SupplyParameterFromQuery]
    private long? A { get; set; }

    [SupplyParameterFromQuery]
    private long? B { get; set; }

    [Inject]
    private RoleList Roles { get; set; } = default!;

    [Inject]
    private PermissionTree Tree { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IEnumerable<(Permission Permission, bool One, bool Other)> All => _permissions
        .Select(permission => (permission, One: _one!.Permissions.Contains(permission.Code), Other: _other!.Permissions.Contains(permission.Code)))
        .Where(row => row.One || row.Other);

    private IEnumerable<(Permission Permission, bool One, bool Other)> Rows => All.Where(row => !_onlyDifferences || row.One != row.Other);

    private string Verdict => All.Count(row => row.One != row.Other) is > 0 and var differences ? $"有 {differences} 项权限不同。" : "两个角色的权限完全相同。";

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        _names = await Roles.NamesAsync(actor);
        _permissions = [.. Tree.Of(actor.IsOperator, actor.IsHeadquarters).SelectMany(section => section.Pages).SelectMany(page => page.Permissions)];
        (_one, _other) = (await FindAsync(actor, A), await FindAsync(actor, B));
    }

    private async Task<Role?> FindAsync(Actor actor, long? id) => id is { } asked && (await Roles.FindAsync(actor, asked)).TryGet(out var role) ? role : null;

    private void Go(long? a, long? b) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["a"] = a, ["b"] = b }));

    private static long? Number(ChangeEventArgs e) => long.TryParse(e.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
