using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yaosu.Tests.Data.SqlServer;

/// <summary>SQL Server refuses a foreign key (error 1785) when deleting one row could reach another table by two routes, or come back to its own.</summary>
internal static class CascadeRoutes
{
    internal static IReadOnlyList<string> Problems(IModel model)
    {
        var routes = model.GetRelationalModel().Tables.ToDictionary(table => table, table => table.ReferencingForeignKeyConstraints
            .Where(foreign => foreign.OnDeleteAction is ReferentialAction.Cascade or ReferentialAction.SetNull or ReferentialAction.SetDefault)
            .Select(foreign => foreign.Table)
            .ToList());
        var problems = new List<string>();
        foreach (var start in routes.Keys)
            Walk(start, [start], []);
        return problems;

        void Walk(ITable at, List<ITable> way, Dictionary<ITable, List<ITable>> reached)
        {
            foreach (var next in routes[at])
            {
                List<ITable> route = [.. way, next];
                if (way.Contains(next))
                    problems.Add($"a cycle: {Text(route)}");
                else if (!reached.TryAdd(next, route))
                    problems.Add($"two routes: {Text(reached[next])} and {Text(route)}");
                else
                    Walk(next, route, reached);
            }
        }

        static string Text(List<ITable> route) => string.Join(" → ", route.Select(table => table.SchemaQualifiedName));
    }
}
