using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>Lets an administrator look at the console as a role sees it. He only looks, and the log says so.</summary>
public sealed class ViewAsRole(AppDbFactory databases, SessionStore sessions)
{
    public async Task<Outcome> StartAsync(Actor actor, long roleId, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageRoles) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Role>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == roleId, ct) is not { } role)
            return OrgsRefusals.RoleNotFound;
        await db.InTransactionAsync(async () =>
        {
            await sessions.ViewAsAsync(db, roleId, ct);
            db.Record(OrgsActions.ViewingStarted, role);
        }, ct);
        return Outcome.Done;
    }

    public async Task EndAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.ViewingAs is not { } role)
            return;
        await using var db = databases.Open(actor with { ViewingAs = null });
        await db.InTransactionAsync(async () =>
        {
            await sessions.ViewAsAsync(db, null, ct);
            db.Record(OrgsActions.ViewingEnded, new Platform.Audit.AuditObject(nameof(Role), 0, role));
        }, ct);
    }
}
