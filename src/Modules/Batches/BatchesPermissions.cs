namespace Yaosu.Batches;

public static class BatchesPermissions
{
    public const string ViewCode = "batches.batch.view";
    public const string ManageCode = "batches.batch.manage";

    private const RolePresets Managers = RolePresets.Administrator | RolePresets.Quality | RolePresets.Marketing;

    public static readonly Permission View = new(ViewCode, "查看溯源批次", "查看各批次的批次号、有效期、关联的码包和码状态，预览扫码页并导出。")
    {
        OnlyReads = true,
        Presets = Managers | RolePresets.RecallApprover | RolePresets.Commerce | RolePresets.Analyst | RolePresets.Warehouse | RolePresets.Inspector,
    };

    public static readonly Permission Manage = new(ManageCode, "维护溯源批次", "新建、修改和删除批次，关联和解绑码包。") { Presets = Managers };

    public static readonly Permission Activate = new("batches.batch.activate", "激活和冻结批次", "激活批次使消费者扫码看到追溯信息，冻结有问题的批次，再次激活。") { Presets = RolePresets.Administrator | RolePresets.Quality };

    public static readonly IReadOnlyList<Permission> All = [View, Manage, Activate];
}
