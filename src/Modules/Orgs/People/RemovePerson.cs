using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>Removes a sub-account. Its sign-in name becomes free; what the person did keeps his name.</summary>
public sealed class RemovePerson(AppDbFactory databases, SessionStore sessions, PermissionTree tree)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManagePeople) is { } refusal)
            return refusal;
        if (id == actor.UserId)
            return OrgsRefusals.NotOneself;
        await using var db = databases.Open(actor);
        var found = await SubAccount.FindToRuleAsync(db, id, tree, ct);
        if (!found.TryGet(out var user))
            return found.Refusal!;
        (user.IsDisabled, user.RemovedAt, user.DepartmentId) = (true, databases.Time.UtcNow(), null);
        db.RemoveRange(await db.Set<UserRole>().Where(x => x.UserId == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<ManagedStore>().Where(x => x.UserId == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<SignInName>().Where(x => x.OrgId == actor.OrgId && x.UserId == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<ExternalAccount>().Where(x => x.OrgId == actor.OrgId && x.UserId == id).ToListAsync(ct));
        await SignInPhone.FollowAsync(db, user, ct);
        await CertificateOwner.ForgetAsync(db, id, ct);
        db.Record(OrgsActions.UserRemoved, user);
        db.Touch(SaveDepartment.Topic);
        return await sessions.SaveAndEndAllOfAsync(db, id, OrgsRefusals.PersonChangedMeanwhile, ct);
    }
}
