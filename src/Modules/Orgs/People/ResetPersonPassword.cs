using Yaosu.Orgs.Access;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>Gives a sub-account a random password, told once, and ends what is signed in with the old one.</summary>
public sealed class ResetPersonPassword(AppDbFactory databases, SessionStore sessions, PermissionTree tree)
{
    public async Task<Outcome<string>> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManagePeople) is { } refusal)
            return refusal;
        if (id == actor.UserId)
            return OrgsRefusals.OwnPasswordElsewhere;
        await using var db = databases.Open(actor);
        var found = await SubAccount.FindToRuleAsync(db, id, tree, ct);
        if (!found.TryGet(out var user))
            return found.Refusal!;
        if (user.Certificate is not null)
            return OrgsRefusals.CertificateHasNoPassword;
        var password = Passwords.Random();
        user.PasswordHash = await Task.Run(() => Passwords.Hash(password), ct);
        user.MustChangePassword = true;
        db.Record(OrgsActions.PasswordReset, user, "由管理员重置");
        var saved = await sessions.SaveAndEndAllOfAsync(db, id, OrgsRefusals.PersonChangedMeanwhile, ct);
        return saved.IsDone ? password : saved.Refusal!;
    }
}
