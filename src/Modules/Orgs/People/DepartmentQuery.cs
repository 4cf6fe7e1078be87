using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <param name="People">In the unit itself, without those below.</param>
/// <param name="Level">1 for a unit right below the enterprise.</param>
public sealed record DepartmentNode(long Id, long? ParentId, int Version, string Name, int Order, int People, int Level, IReadOnlyList<DepartmentNode> Children)
{
    public int PeopleBelow => People + Children.Sum(child => child.PeopleBelow);

    public IEnumerable<DepartmentNode> WithBelow() => Children.SelectMany(child => child.WithBelow()).Prepend(this);
}

/// <summary>The tree of units. Everybody of the enterprise may know it; who is in it is another matter.</summary>
public sealed class DepartmentQuery(AppDbFactory databases)
{
    public async Task<IReadOnlyList<DepartmentNode>> RunAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var units = await db.Set<Department>().AsNoTracking().OrderBy(x => x.Order).ThenBy(x => x.Name).ToListAsync(ct);
        var people = await db.Set<User>().Where(x => x.RemovedAt == null && x.DepartmentId != null && x.Certificate != CertificateKind.Old).GroupBy(x => x.DepartmentId!.Value)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
        var childrenOf = units.ToLookup(x => x.ParentId);
        return Below(null, 1);

        IReadOnlyList<DepartmentNode> Below(long? parent, int level) =>
            [.. childrenOf[parent].Select(x => new DepartmentNode(x.Id, x.ParentId, x.Version, x.Name, x.Order, people.GetValueOrDefault(x.Id), level, Below(x.Id, level + 1)))];
    }
}
