using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>Who has a right, and what rights a person has, each with where it comes from.</summary>
public sealed class PermissionHolders(AppDbFactory databases, PermissionTree tree)
{
    private const string Main = "主账号";

    /// <param name="Sources">Names of the roles that give the right; 主账号 for the main account.</param>
    public sealed record Holder(long UserId, string Name, string SignInName, bool IsDisabled, IReadOnlyList<string> Sources);

    public sealed record Held(Permission Permission, IReadOnlyList<string> Sources);

    /// <param name="Stores">管理企业; null outside the headquarters of a chain.</param>
    public sealed record OfPerson(long UserId, string Name, IReadOnlyList<Held> Permissions, ManagedStores? Stores);

    /// <param name="Names">The first of them, as far as whoever asks manages them too.</param>
    /// <param name="Count">All in all.</param>
    public sealed record ManagedStores(bool All, IReadOnlyList<string> Names, int Count);

    public async Task<Outcome<List<Holder>>> OfAsync(Actor actor, Permission permission, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewRoles) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var roles = (await db.Set<Role>().AsNoTracking().ToListAsync(ct)).Where(role => role.Permissions.Contains(permission.Code)).ToDictionary(role => role.Id, role => role.Name);
        var ids = roles.Keys.ToArray();
        var given = (await db.Set<UserRole>().Where(x => ids.Contains(x.RoleId)).Select(x => new { x.UserId, x.RoleId }).ToListAsync(ct)).ToLookup(x => x.UserId, x => roles[x.RoleId]);
        var holders = given.Select(group => group.Key).ToArray();
        var people = await db.Set<User>().Where(x => x.IsMain || holders.Contains(x.Id)).OrderByDescending(x => x.IsMain).ThenBy(x => x.Name)
            .Select(x => new { x.Id, x.Name, x.SignInName, x.IsDisabled, x.IsMain }).ToListAsync(ct);
        return people.Select(x => new Holder(x.Id, x.Name, x.SignInName, x.IsDisabled, x.IsMain ? [Main] : [.. given[x.Id].Order(StringComparer.CurrentCulture)])).ToList();
    }

    /// <summary>Everybody may see his own.</summary>
    public async Task<Outcome<OfPerson>> OfPersonAsync(Actor actor, long userId, CancellationToken ct = default)
    {
        if (userId != actor.UserId && actor.Lacks(OrgsPermissions.ViewRoles) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<User>().Where(x => x.Id == userId).Select(x => new { x.Id, x.Name, x.IsMain, x.ManagesAllStores }).SingleOrDefaultAsync(ct) is not { } person)
            return OrgsRefusals.NoSuchPerson;
        var roles = await db.Set<Role>().AsNoTracking().Where(x => db.Set<UserRole>().Any(has => has.UserId == userId && has.RoleId == x.Id)).OrderBy(x => x.Name).ToListAsync(ct);
        var held = tree.Of(actor.IsOperator, actor.IsHeadquarters).SelectMany(section => section.Pages).SelectMany(page => page.Permissions)
            .Select(permission => new Held(permission, person.IsMain ? [Main] : [.. roles.Where(role => role.Permissions.Contains(permission.Code)).Select(role => role.Name)]))
            .Where(permission => permission.Sources.Count > 0);
        return new OfPerson(person.Id, person.Name, [.. held], !actor.IsHeadquarters ? null : person.ManagesAllStores || person.IsMain ? new(true, [], 0) : await StoresAsync(db, userId, ct));
    }

    private static async Task<ManagedStores> StoresAsync(AppDb db, long userId, CancellationToken ct)
    {
        var ids = await db.Set<ManagedStore>().Where(x => x.UserId == userId).Select(x => x.StoreId).ToListAsync(ct);
        var seen = ids.Where(store => db.Actor.Stores is null || db.Actor.Stores.Contains(store)).ToArray();
        return new(false, await FindStores.OfChain(db).Where(x => seen.Contains(x.Id)).OrderBy(x => x.Name).ThenBy(x => x.Id).Select(x => x.Name).Take(FindStores.MostHits).ToListAsync(ct), ids.Count);
    }
}
