namespace Yaosu.Orgs.People;

internal static class DepartmentRules
{
    /// <summary>Deeper than any real enterprise; keeps a tree drawable and a query bounded.</summary>
    internal const int DeepestLevel = 10;

    internal const int MostDepartments = 2_000;
}
