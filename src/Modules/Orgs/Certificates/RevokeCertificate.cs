using Yaosu.Orgs.Access;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Certificates;

/// <summary>Lost or stolen: it never signs in again, and what it signed in ends at once.</summary>
public sealed class RevokeCertificate(AppDbFactory databases, SessionStore sessions, PermissionTree tree)
{
    public async Task<Outcome> RunAsync(Actor actor, long userId, string? reason, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageCertificates) is { } refusal)
            return refusal;
        var why = StoredText.Clean(reason ?? "").Trim();
        if (why.Length is 0 or > Certificate.ReasonLength)
            return why.Length == 0 ? OrgsRefusals.ReasonRequired : OrgsRefusals.ReasonTooLong;
        await using var db = databases.Open(actor);
        var found = await ReplaceCertificate.FindToRuleAsync(db, userId, tree, ct);
        if (!found.TryGet(out var present))
            return found.Refusal!;
        if (present.Certificate.RevokedAt is not null)
            return OrgsRefusals.CertificateAlreadyRevoked;
        (present.Certificate.RevokedAt, present.Certificate.RevokedWhy) = (databases.Time.UtcNow(), why);
        db.Record(OrgsActions.CertificateRevoked, present.Certificate, why);
        db.Touch(SaveDepartment.Topic);
        return await ReplaceCertificate.SaveAndEndAsync(db, sessions, userId, ct);
    }
}
