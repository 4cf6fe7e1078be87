using Yaosu.Orgs.Access;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>Takes the second step away from a sub-account whose phone is lost, and ends what is signed in.</summary>
public sealed class ResetSecondFactor(AppDbFactory databases, SessionStore sessions, PermissionTree tree)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManagePeople) is { } refusal)
            return refusal;
        if (id == actor.UserId)
            return OrgsRefusals.OwnSecondFactorElsewhere;
        await using var db = databases.Open(actor);
        var found = await SubAccount.FindToRuleAsync(db, id, tree, ct);
        if (!found.TryGet(out var user))
            return found.Refusal!;
        if (user.SecondFactor is null)
            return OrgsRefusals.NoSecondFactor;
        user.ForgetSecondFactor();
        db.Record(OrgsActions.SecondFactorReset, user, "由管理员重置");
        return await sessions.SaveAndEndAllOfAsync(db, id, OrgsRefusals.PersonChangedMeanwhile, ct);
    }
}
