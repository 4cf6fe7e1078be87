using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Account;

/// <summary>Everyone may do without the second step again, knowing his password.</summary>
public sealed class SwitchOffSecondFactor(AppDbFactory databases, SignInThrottle throttle)
{
    public async Task<Outcome> RunAsync(Actor actor, string password, CancellationToken ct = default)
    {
        var guesses = $"password of {actor.UserId}";
        if (!throttle.TryBegin(guesses))
            return OrgsRefusals.TooManyTries;
        await using var db = databases.Open(actor);
        var user = await db.Set<User>().SingleAsync(x => x.Id == actor.UserId, ct);
        if (user.Certificate is not null)
            return OrgsRefusals.CertificateSecondFactor;
        if (password.Length is 0 or > PasswordRules.MaxLength || !await Task.Run(() => Passwords.Check(password, user.PasswordHash), ct))
            return OrgsRefusals.WrongCurrentPassword;
        throttle.Succeeded(guesses);
        if (user.SecondFactor is null)
            return Outcome.Done;
        user.ForgetSecondFactor();
        db.Record(OrgsActions.SecondFactorOff, user);
        return await db.TrySaveAsync(changedMeanwhile: OrgsRefusals.ProfileChangedMeanwhile, ct: ct);
    }
}
