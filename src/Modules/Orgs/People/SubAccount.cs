using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
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
}
