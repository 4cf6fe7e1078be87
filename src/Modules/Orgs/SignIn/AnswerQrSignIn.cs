using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>The phone's side of 扫码登录: who scanned a code sees which browser asks, and lets it in as himself or not.</summary>
public sealed class AnswerQrSignIn(AppDbFactory databases, SessionStore sessions)
{
    /// <summary>Which browser asks to be let in.</summary>
    public sealed record Asking(string Device, string? Address, DateTime AskedAt, string OrgName, string PersonName, string SignInName);

    /// <summary>From now on the code is this person's to answer.</summary>
    public async Task<Outcome<Asking>> ScanAsync(Actor actor, string id, CancellationToken ct = default)
    {
        if (RefusalOf(actor) is { } refusal)
            return refusal;
        var (hash, now) = (QrSignIn.HashOf(id), databases.Time.UtcNow());
        await using var db = databases.Open(actor);
        if (await IsCertificateAsync(db, ct))
            return OrgsRefusals.CertificateAlone;
        await db.Set<QrSignIn>().Where(x => x.IdHash == hash && x.State == QrSignInState.Waiting && x.AskedAt > now - QrSignIn.GoodFor)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, QrSignInState.Scanned).SetProperty(x => x.OrgId, actor.OrgId).SetProperty(x => x.UserId, actor.UserId), ct);
        var asked = await db.Set<QrSignIn>().AsNoTracking().SingleOrDefaultAsync(x => x.IdHash == hash, ct);
        if (Answerable(asked, actor, now) is { } over)
            return over;
        var person = await db.Set<User>().Where(x => x.Id == actor.UserId)
            .Select(x => new { x.SignInName, OrgName = db.Set<Enterprises.Org>().Where(org => org.Id == actor.OrgId).Select(org => org.Name).Single() }).SingleAsync(ct);
        return new Asking(DeviceName.Of(asked!.Device), asked.Address, asked.AskedAt, person.OrgName, actor.Name, person.SignInName);
    }

    public async Task<Outcome> RunAsync(Actor actor, string id, bool confirm, CancellationToken ct = default)
    {
        if (RefusalOf(actor) is { } refusal)
            return refusal;
        // Read past what this node remembers for a moment: a session that was just ended, or an account that was just stopped, lets nobody in.
        if (actor.SessionId is not { } session || await sessions.ActorOfSessionAsync(session, ct) is null)
            return OrgsRefusals.QrPhoneSignedOut;
        var (hash, now) = (QrSignIn.HashOf(id), databases.Time.UtcNow());
        await using var db = databases.Open(actor);
        if (await IsCertificateAsync(db, ct))
            return OrgsRefusals.CertificateAlone;
        var asked = await db.Set<QrSignIn>().AsNoTracking().SingleOrDefaultAsync(x => x.IdHash == hash, ct);
        if (Answerable(asked, actor, now) is { } over)
            return over;
        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            var mine = db.Set<QrSignIn>().Where(x => x.IdHash == hash && x.State == QrSignInState.Scanned && x.OrgId == actor.OrgId && x.UserId == actor.UserId);
            var answered = confirm
                ? await mine.ExecuteUpdateAsync(set => set.SetProperty(x => x.State, QrSignInState.Confirmed).SetProperty(x => x.SessionId, session).SetProperty(x => x.ConfirmedAt, now), ct)
                : await mine.ExecuteUpdateAsync(set => set.SetProperty(x => x.State, QrSignInState.Refused), ct);
            if (answered == 0)
                outcome = OrgsRefusals.QrUsed;
            else
                db.Record(confirm ? OrgsActions.QrSignInConfirmed : OrgsActions.QrSignInRefused, new AuditObject(nameof(User), actor.UserId, actor.Name), $"{DeviceName.Of(asked!.Device)}；{asked.Address}");
        }, ct);
        return outcome;
    }

    private static Task<bool> IsCertificateAsync(AppDb db, CancellationToken ct) => db.Set<User>().AnyAsync(x => x.Id == db.Actor.UserId && x.Certificate != null, ct);

    private static Refusal? RefusalOf(Actor actor) => actor.ViewingAs is not null ? Actor.OnlyViewing : actor.MustChangePassword ? OrgsRefusals.QrPasswordFirst : null;

    private static Refusal? Answerable(QrSignIn? asked, Actor actor, DateTime now) => asked switch
    {
        null => OrgsRefusals.QrUnknown,
        { State: QrSignInState.Used or QrSignInState.Confirmed } => OrgsRefusals.QrUsed,
        { State: QrSignInState.Refused } => OrgsRefusals.QrRefused,
        _ when asked.IsOver(now) => OrgsRefusals.QrExpired,
        _ when asked.OrgId != actor.OrgId || asked.UserId != actor.UserId => OrgsRefusals.QrScannedByOther,
        _ => null,
    };
}
