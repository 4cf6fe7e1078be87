using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Account;

/// <summary>For whoever runs the installation and stands at its machine: takes the second step away from an account whose phone and recovery codes are lost, and ends
/// what is signed in. A main account has nobody in its enterprise who could do it.</summary>
public sealed class ResetLostSecondFactor(AppDbFactory databases, SessionStore sessions)
{
    public async Task<Outcome> RunAsync(string signInName, CancellationToken ct = default)
    {
        var name = SignInNames.Normalise(signInName);
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<SignInName>().AsNoTracking().SingleOrDefaultAsync(x => x.Name == name, ct) is not { } found)
            return OrgsRefusals.NoSuchAccount;
        await using var db = databases.Open(Actor.System(found.OrgId, "运维命令"));
        var user = await db.Set<User>().SingleAsync(x => x.Id == found.UserId, ct);
        if (user.SecondFactor is null)
            return OrgsRefusals.NoSecondFactor;
        user.ForgetSecondFactor();
        db.Record(OrgsActions.SecondFactorReset, user, "由运维人员在服务器上重置");
        return await sessions.SaveAndEndAllOfAsync(db, user.Id, OrgsRefusals.PersonChangedMeanwhile, ct);
    }
}
