namespace Yaosu.Orgs.Access;

/// <summary>Whose data a role lets people see. Who has several roles sees the widest; who has no department sees only what the scope "all" shows.</summary>
public enum DataScope
{
    [Label("本部门")]
    OwnDepartment,

    [Label("本部门及下级")]
    OwnAndBelow,

    [Label("全部")]
    All,
}
