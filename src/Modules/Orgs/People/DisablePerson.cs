using Yaosu.Orgs.Access;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>Stops a sub-account or lets it go on. Whoever is stopped is signed out everywhere.</summary>
public sealed class DisablePerson(AppDbFactory databases, SessionStore sessions, PermissionTree tree)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, bool disabled, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManagePeople) is { } refusal)
            return refusal;
        if (id == actor.UserId)
            return OrgsRefusals.NotOneself;
        await using var db = databases.Open(actor);
        var found = await SubAccount.FindToRuleAsync(db, id, tree, ct);
        if (!found.TryGet(out var user))
            return found.Refusal!;
        if (user.IsDisabled == disabled)
            return Outcome.Done;
        user.IsDisabled = disabled;
        db.Record(disabled ? OrgsActions.UserDisabled : OrgsActions.UserEnabled, user);
        db.Touch(SaveDepartment.Topic);
        return await sessions.SaveAndEndAllOfAsync(db, id, OrgsRefusals.PersonChangedMeanwhile, ct);
    }
}
