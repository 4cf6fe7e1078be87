using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Orgs.Access;

public sealed record RoleRow(long Id, string Name, DataScope DataScope, int Permissions, int People);

/// <summary>The roles of the enterprise and how many people have each.</summary>
public sealed class RoleList(AppDbFactory databases)
{
    public static readonly SortMap<Role> Sorts = new SortMap<Role>(x => x.Id, "id").By("id", x => x.Id).By("name", x => x.Name);

    public async Task<Outcome<Page<RoleRow>>> RunAsync(Actor actor, string? text, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewRoles) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var roles = db.Set<Role>().AsNoTracking();
        if (text is { Length: > 0 })
            roles = roles.Where(x => x.Name.Contains(text));
        var found = await roles.ToPageAsync(Sorts, page, x => x, ct);
        var ids = found.Rows.Select(x => x.Id).ToArray();
        var people = await db.Set<UserRole>().Where(x => ids.Contains(x.RoleId)).GroupBy(x => x.RoleId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
        return new Page<RoleRow>([.. found.Rows.Select(x => new RoleRow(x.Id, x.Name, x.DataScope, x.Permissions.Count, people.GetValueOrDefault(x.Id)))], found.Total, page);
    }

    /// <summary>Names to choose from.</summary>
    public async Task<IReadOnlyList<(long Id, string Name)>> NamesAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var roles = await db.Set<Role>().OrderBy(x => x.Id).Select(x => new { x.Id, x.Name }).ToListAsync(ct);
        return [.. roles.Select(x => (x.Id, x.Name))];
    }

    public async Task<Outcome<Role>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewRoles) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await db.Set<Role>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is { } role ? role : OrgsRefusals.RoleNotFound;
    }
}
