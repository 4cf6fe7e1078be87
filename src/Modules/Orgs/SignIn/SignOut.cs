using Yaosu.Orgs.Account;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Ends the session on the server, so that a copied cookie and open circuits end with it.</summary>
public sealed class SignOut(AppDbFactory databases, SessionStore sessions)
{
    public async Task RunAsync(Actor actor, string sessionKey, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor with { ViewingAs = null });
        await db.InTransactionAsync(async () =>
        {
            await sessions.EndAsync(db, sessionKey, ct);
            db.Record(OrgsActions.SignedOut, new AuditObject(nameof(User), actor.UserId, actor.Name));
            await db.SaveChangesAsync(ct);
        }, ct);
    }
}
