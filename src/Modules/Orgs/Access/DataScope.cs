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

internal static class DataScopes
{
    /// <summary>The widest scope that somebody may give to others.</summary>
    internal static DataScope WidestOf(Actor actor) => actor.Departments is not { } departments ? DataScope.All : departments.Count <= 1 ? DataScope.OwnDepartment : DataScope.OwnAndBelow;
}
