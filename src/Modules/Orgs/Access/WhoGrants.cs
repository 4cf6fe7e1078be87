using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>Names those who can give a colleague a role: the main account, and whoever manages people and holds what is missing himself. Everyone may know them.</summary>
public sealed class WhoGrants(AppDbFactory databases) : IAccessHelp
{
    private const int MostNames = 5;

    public async ValueTask<AccessHelp> ForAsync(Actor actor, Permission? missing, CancellationToken ct = default)
    {
        if (missing is { ForOperators: true } && !actor.IsOperator)
            return AccessHelp.None;
        await using var db = databases.Open(actor);
        var roles = await db.Set<Role>().AsNoTracking().ToListAsync(ct);
        var managing = IdsOf(OrgsPermissions.ManagePeople);
        var holding = missing is null ? managing : IdsOf(missing);
        var people = await db.Set<User>()
            .Where(x => x.RemovedAt == null && !x.IsDisabled && x.Id != actor.UserId)
            .Where(x => x.IsMain || (db.Set<UserRole>().Any(has => has.UserId == x.Id && managing.Contains(has.RoleId)) && db.Set<UserRole>().Any(has => has.UserId == x.Id && holding.Contains(has.RoleId))))
            .OrderByDescending(x => x.IsMain).ThenBy(x => x.Name).ThenBy(x => x.Id).Take(MostNames).Select(x => new { x.Name, x.IsMain, x.Phone }).ToListAsync(ct);
        var cleared = await db.Set<User>().AnyAsync(x => x.Id == actor.UserId && x.PermissionsClearedAt != null, ct);
        return new([.. people.Select(x => new Grantor(x.Name, x.IsMain, MobileNumber.Parse(x.Phone).TryGet(out var mobile) ? mobile.Masked : null))], cleared);

        long[] IdsOf(Permission permission) => [.. roles.Where(role => role.Permissions.Contains(permission.Code)).Select(role => role.Id)];
    }
}
