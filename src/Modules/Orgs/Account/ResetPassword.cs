using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Account;

/// <summary>For whoever runs the installation and stands at its machine: gives an account a random password and ends everything that is signed in with the
/// old one.</summary>
public sealed class ResetPassword(AppDbFactory databases, SessionStore sessions)
{
    /// <returns>The new password, to be told once.</returns>
    public async Task<Outcome<string>> RunAsync(string signInName, CancellationToken ct = default)
    {
        var name = SignInNames.Normalise(signInName);
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<SignInName>().AsNoTracking().SingleOrDefaultAsync(x => x.Name == name, ct) is not { } found)
            return OrgsRefusals.NoSuchAccount;

        var password = Passwords.Random();
        await using var db = databases.Open(Actor.System(found.OrgId, "运维命令"));
        var user = await db.Set<User>().SingleAsync(x => x.Id == found.UserId, ct);
        if (user.Certificate is not null)
            return OrgsRefusals.CertificateHasNoPassword;
        user.PasswordHash = await Task.Run(() => Passwords.Hash(password), ct);
        user.MustChangePassword = true;
        db.Record(OrgsActions.PasswordReset, user, "由运维人员在服务器上重置");
        await db.InTransactionAsync(async () =>
        {
            await db.SaveChangesAsync(ct);
            await sessions.EndAllOfAsync(db, found.UserId, ct);
        }, ct);
        return password;
    }
}
