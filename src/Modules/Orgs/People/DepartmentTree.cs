namespace Yaosu.Orgs.People;

public static class DepartmentTree
{
    /// <summary>A unit and everything under it.</summary>
    public static HashSet<long> AndBelow(long top, ILookup<long?, long> childrenOf)
    {
        var found = new HashSet<long>();
        var left = new Stack<long>([top]);
        while (left.TryPop(out var id))
            if (found.Add(id))
                foreach (var child in childrenOf[id])
                    left.Push(child);
        return found;
    }

    /// <summary>0 for the enterprise itself, 1 for the units right below it.</summary>
    internal static int LevelOf(long? id, IReadOnlyList<Department> all)
    {
        var level = 0;
        for (var at = id; at is { } unit && level <= all.Count; level++)
            at = all.First(x => x.Id == unit).ParentId;
        return level;
    }

    /// <summary>1 for a unit with nothing below.</summary>
    internal static int HeightOf(long id, ILookup<long?, long> childrenOf) => 1 + childrenOf[id].Select(child => HeightOf(child, childrenOf)).DefaultIfEmpty(0).Max();
}
