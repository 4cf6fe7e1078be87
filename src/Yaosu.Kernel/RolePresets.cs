namespace Yaosu;

/// <summary>The roles that every enterprise starts with. A permission names those that hold it from the beginning; afterwards the enterprise decides.</summary>
[Flags]
public enum RolePresets
{
    None = 0,

    [Label("系统管理员")]
    Administrator = 1,

    [Label("质量负责人")]
    Quality = 2,

    [Label("召回审批人")]
    RecallApprover = 4,

    [Label("市场")]
    Marketing = 8,

    [Label("商务")]
    Commerce = 16,

    [Label("数据分析")]
    Analyst = 32,

    [Label("出入库管理员")]
    Warehouse = 64,

    [Label("流通稽查员")]
    Inspector = 128,
}
