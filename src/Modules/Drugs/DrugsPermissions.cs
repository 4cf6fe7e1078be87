namespace Yaosu.Drugs;

public static class DrugsPermissions
{
    public const string ViewCode = "drugs.registry.view";
    public const string ManageCode = "drugs.registry.manage";

    public static readonly Permission View = new(ViewCode, "查看药品", "查看本企业的药品信息并导出。")
    {
        OnlyReads = true,
        Presets = RolePresets.Administrator | RolePresets.Quality | RolePresets.RecallApprover | RolePresets.Marketing | RolePresets.Commerce | RolePresets.Analyst | RolePresets.Warehouse | RolePresets.Inspector,
    };

    public static readonly Permission Manage = new(ManageCode, "维护药品", "添加、修改、停用、导入和删除药品。") { Presets = RolePresets.Administrator | RolePresets.Quality };

    public static readonly IReadOnlyList<Permission> All = [View, Manage];
}
