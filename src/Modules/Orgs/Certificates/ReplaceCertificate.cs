using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Certificates;

/// <summary>Renewal: the new certificate signs the account in from now on, the one before no more, and what it signed in ends.</summary>
public sealed class ReplaceCertificate(AppDbFactory databases, SessionStore sessions, PermissionTree tree)
{
    public async Task<Outcome> RunAsync(Actor actor, long userId, CertificateFacts facts, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageCertificates) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = await FindToRuleAsync(db, userId, tree, ct);
        if (!found.TryGet(out var present))
            return found.Refusal!;
        var now = databases.Time.UtcNow();
        if (facts.ValidUntil <= now)
            return OrgsRefusals.CertificateExpiredAlready;
        if (facts.Number is { } number && number != present.Certificate.Number)
            return OrgsRefusals.CertificateNumberDiffers(number);
        await using (var platform = databases.OpenPlatform())
            if (await AddCertificate.KnownAsync(platform, facts, ct) is { } known)
                return known;

        present.Certificate.ReplacedAt = now;
        var next = AddCertificate.Add(db, facts, present.User, now);
        db.Record(OrgsActions.CertificateReplaced, next, $"原证书指纹 {present.Certificate.Thumbprint[..16]}…");
        db.Touch(SaveDepartment.Topic);
        return await SaveAndEndAsync(db, sessions, userId, ct);
    }

    internal sealed record Present(User User, Certificate Certificate);

    /// <summary>Whoever replaces a certificate signs in as its account, so it must not be able to do more than he.</summary>
    internal static async Task<Outcome<Present>> FindToRuleAsync(AppDb db, long userId, PermissionTree tree, CancellationToken ct)
    {
        if (userId == db.Actor.UserId)
            return OrgsRefusals.CertificateOwnElsewhere;
        if (await db.Set<Certificate>().SingleOrDefaultAsync(x => x.UserId == userId && x.ReplacedAt == null, ct) is not { } certificate)
            return OrgsRefusals.CertificateNotFound;
        var found = await SubAccount.FindToRuleAsync(db, userId, tree, ct);
        return found.TryGet(out var user) ? new Present(user, certificate)
            : found.Refusal == OrgsRefusals.NoSuchPerson ? OrgsRefusals.CertificateNotFound
            : found.Refusal!;
    }

    internal static async Task<Outcome> SaveAndEndAsync(AppDb db, SessionStore sessions, long userId, CancellationToken ct)
    {
        var saved = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            saved = await db.TrySaveAsync(OrgsRefusals.CertificateChangedMeanwhile, OrgsRefusals.CertificateKnown, ct: ct);
            if (saved.IsDone)
                await sessions.EndAllOfAsync(db, userId, ct);
        }, ct);
        return saved;
    }
}
