using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

internal static class SubAccount
{
    /// <summary>Tracked, and one that the actor may see and change: not the main account, and nobody outside his data scope.</summary>
    internal static async Task<Outcome<User>> FindAsync(AppDb db, long id, CancellationToken ct)
    {
        var user = await db.Set<User>().SingleOrDefaultAsync(x => x.Id == id && x.RemovedAt == null, ct);
        if (user is null || !(db.Actor.Sees(user.DepartmentId) || user.Id == db.Actor.UserId))
            return OrgsRefusals.NoSuchPerson;
        return user.IsMain ? OrgsRefusals.MainAccountStays : user;
    }

    /// <summary>For what would give the actor power over the account itself: not over somebody who may do more than he.</summary>
    internal static async Task<Outcome<User>> FindToRuleAsync(AppDb db, long id, PermissionTree tree, CancellationToken ct)
    {
        var found = await FindAsync(db, id, ct);
        if (!found.IsDone)
            return found;
        var roles = await db.Set<Role>().AsNoTracking().Where(x => db.Set<UserRole>().Any(has => has.UserId == id && has.RoleId == x.Id)).ToListAsync(ct);
        if (PersonRules.Beyond(db.Actor, roles, tree) is { } beyond)
            return OrgsRefusals.HoldsMoreThanYou(beyond);
        return await ManagesMoreAsync(db, found.Value, ct) ? OrgsRefusals.HoldsMoreStoresThanYou : found;
    }

    private static async Task<bool> ManagesMoreAsync(AppDb db, User user, CancellationToken ct)
    {
        if (db.Actor.Stores is not { } stores)
            return false;
        var own = stores.ToArray();
        return user.ManagesAllStores || await db.Set<ManagedStore>().AnyAsync(x => x.UserId == user.Id && !own.Contains(x.StoreId), ct);
    }
}
