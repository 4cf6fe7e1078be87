using Yaosu.Platform.Modules;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Access;

/// <summary>The roles that an enterprise starts with, holding what the modules say.</summary>
internal static class RolesOfNewEnterprise
{
    internal static IEnumerable<Role> Of(ModuleList modules) => Enum.GetValues<RolePresets>().Where(preset => preset != RolePresets.None).Select(preset => new Role
    {
        Name = Labels.Of(preset),
        DataScope = preset is RolePresets.Warehouse or RolePresets.Inspector ? DataScope.OwnAndBelow : DataScope.All,
        Permissions = [.. modules.Permissions.Where(permission => !permission.ForOperators && permission.Presets.HasFlag(preset)).Select(permission => permission.Code).Order(StringComparer.Ordinal)],
    });
}
