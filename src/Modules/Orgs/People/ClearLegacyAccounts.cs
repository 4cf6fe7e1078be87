using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Recurring;

namespace Yaosu.Orgs.People;

/// <summary>A rule of the platform: sub-accounts created before 2019-04-01 lose every right once, and their administrator gives them anew. Only an installation that
/// took over old accounts has any.</summary>
internal sealed class ClearLegacyAccounts(AppDbFactory databases) : IRecurringWork
{
    /// <summary>2019-04-01 in China.</summary>
    internal static readonly DateTime Before = new(2019, 3, 31, 16, 0, 0, DateTimeKind.Utc);

    public async Task RunAsync(CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        foreach (var orgId in await platform.Set<Org>().OrderBy(x => x.Id).Select(x => x.Id).ToListAsync(ct))
            await ClearAsync(orgId, ct);
    }

    private async Task ClearAsync(long orgId, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(orgId));
        foreach (var user in await db.Set<User>().Where(x => x.CreatedAt < Before && !x.IsMain && x.PermissionsClearedAt == null && x.RemovedAt == null).ToListAsync(ct))
        {
            user.PermissionsClearedAt = db.Time.UtcNow();
            (user.MayInspectMarket, user.MayServeConsumers) = (false, false);
            db.RemoveRange(await db.Set<UserRole>().Where(x => x.UserId == user.Id).ToListAsync(ct));
            db.Record(OrgsActions.PermissionsCleared, user, "2019-04-01 之前创建的子账号");
            db.Touch(SaveDepartment.Topic);
            // Changed at this moment by somebody: the next round comes back to it.
            if (!(await db.TrySaveAsync(changedMeanwhile: OrgsRefusals.PersonChangedMeanwhile, ct: ct)).IsDone)
                return;
        }
    }
}
