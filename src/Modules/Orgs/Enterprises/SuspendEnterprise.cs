using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Enterprises;

/// <summary>An operator shuts an enterprise out, or lets it in again. Its people are signed out and told why when they try again.</summary>
public sealed class SuspendEnterprise(AppDbFactory databases, SessionStore sessions)
{
    /// <param name="reason">Read by the enterprise's people; null to let it in again.</param>
    public async Task<Outcome> RunAsync(Actor actor, long orgId, string? reason, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.SuspendEnterprises) is { } refusal)
            return refusal;
        var text = reason is null ? null : StoredText.Clean(reason).Trim();
        if (text is { Length: 0 })
            return OrgsRefusals.ReasonRequired;
        if (text is { Length: > Org.ReasonLength })
            return OrgsRefusals.ReasonTooLong;

        await using var db = databases.Open(actor.ForEnterprise(orgId));
        if (await db.Set<Org>().SingleOrDefaultAsync(x => x.Id == orgId, ct) is not { } org)
            return OrgsRefusals.EnterpriseNotFound;
        if (org.Kind == OrgKind.Platform)
            return OrgsRefusals.PlatformStays;
        if (org.SuspendedAt is not null == (text is not null))
            return text is null ? OrgsRefusals.EnterpriseNotSuspended : OrgsRefusals.EnterpriseAlreadySuspended;
        (org.SuspendedAt, org.SuspendedWhy) = (text is null ? null : db.Time.UtcNow(), text);
        db.Record(text is null ? OrgsActions.EnterpriseResumed : OrgsActions.EnterpriseSuspended, org);
        await db.InTransactionAsync(async () =>
        {
            await db.SaveChangesAsync(ct);
            if (text is not null)
                await sessions.EndAllOfOrgAsync(db, ct);
        }, ct);
        return Outcome.Done;
    }
}
