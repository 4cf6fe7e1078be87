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
}
