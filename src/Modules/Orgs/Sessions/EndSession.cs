using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Sessions;

/// <summary>Signs a device out: everyone his own others; those of others (强退) with the right for it. Open pages of it are over within seconds.</summary>
public sealed class EndSession(AppDbFactory databases, SessionStore sessions)
{
    public async Task<Outcome> RunAsync(Actor actor, string sessionId, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var found = await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(x => x.KeyHash == sessionId && x.OrgId == actor.OrgId && x.EndedAt == null, ct);
        var isOwn = found?.UserId == actor.UserId;
        if (!isOwn && actor.Lacks(OrgsPermissions.EndSessions) is { } refusal)
            return refusal;
        if (found is null || (isOwn ? await db.Set<User>().SingleAsync(x => x.Id == actor.UserId, ct) : await PersonList.Seen(db).SingleOrDefaultAsync(x => x.Id == found.UserId, ct)) is not { } person)
            return OrgsRefusals.SessionGone;
        if (found.KeyHash == actor.SessionId)
            return OrgsRefusals.OwnSessionElsewhere;
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        await db.InTransactionAsync(async () =>
        {
            await sessions.EndByIdAsync(db, found.KeyHash, ct);
            db.Record(isOwn ? OrgsActions.DeviceSignedOut : OrgsActions.SessionForced, new AuditObject(nameof(User), person.Id, person.Name), $"{DeviceName.Of(found.Device)}；{found.Address}");
        }, ct);
        return Outcome.Done;
    }

    /// <summary>Everyone may sign out all his other devices.</summary>
    public async Task<Outcome> OthersOfSelfAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        await using var db = databases.Open(actor);
        await db.InTransactionAsync(async () =>
        {
            await sessions.EndOthersAsync(db, ct);
            db.Record(OrgsActions.DeviceSignedOut, new AuditObject(nameof(User), actor.UserId, actor.Name), "所有其他设备");
        }, ct);
        return Outcome.Done;
    }
}
