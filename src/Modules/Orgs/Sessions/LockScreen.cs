using Yaosu.Orgs.Account;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Sessions;

/// <summary>锁屏: everyone may lock the session he acts in. It is locked on the server, so that every page of it, a reload and a copied cookie show only the lock.</summary>
public sealed class LockScreen(AppDbFactory databases, SessionStore sessions)
{
    public async Task RunAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor with { ViewingAs = null });
        await db.InTransactionAsync(async () =>
        {
            await sessions.LockAsync(db, ct);
            db.Record(OrgsActions.ScreenLocked, new AuditObject(nameof(User), actor.UserId, actor.Name));
        }, ct);
    }
}
