namespace Yaosu.Drugs;

public static class DrugsPermissions
{
    public const string ViewCode = "drugs.registry.view";
    public const string ManageCode = "drugs.registry.manage";
    public const string ViewDetailsCode = "drugs.details.view";
    public const string EditDetailsCode = "drugs.details.edit";

    public static readonly Permission View = new(ViewCode, "查看药品", "查看本企业的药品信息并导出。")
    {
        OnlyReads = true,
        Presets = RolePresets.Administrator | RolePresets.Quality | RolePresets.RecallApprover | RolePresets.Marketing | RolePresets.Commerce | RolePresets.Analyst | RolePresets.Warehouse | RolePresets.Inspector,
    };

    public static readonly Permission Manage = new(ManageCode, "维护药品", "添加、修改、停用、导入和删除药品。") { Presets = RolePresets.Administrator | RolePresets.Quality };

    public static readonly Permission ViewDetails = new(ViewDetailsCode, "查看药品详情", "查看消费者扫码看到的药品图片、标识和说明书，以及历次版本。")
    {
        OnlyReads = true,
        Presets = RolePresets.Administrator | RolePresets.Quality | RolePresets.Marketing,
    };

    public static readonly Permission EditDetails = new(EditDetailsCode, "维护药品详情", "修改并提交药品详情，提交后消费者扫码立即看到。") { Presets = RolePresets.Administrator | RolePresets.Quality | RolePresets.Marketing };

    public static readonly IReadOnlyList<Permission> All = [View, Manage, ViewDetails, EditDetails];
}
