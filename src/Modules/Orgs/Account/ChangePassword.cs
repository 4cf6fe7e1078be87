using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Account;

/// <summary>Everyone may change his own password, knowing the current one.</summary>
public sealed class ChangePassword(AppDbFactory databases, SessionStore sessions, SignInThrottle throttle)
{
    public async Task<Outcome> RunAsync(Actor actor, string current, string next, string repeated, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var user = await db.Set<User>().SingleAsync(x => x.Id == actor.UserId, ct);
        if (user.Certificate is not null)
            return OrgsRefusals.CertificateHasNoPassword;
        if (PasswordRules.Check(next, user.SignInName) is { } refusal)
            return refusal;
        if (next != repeated)
            return OrgsRefusals.PasswordsDiffer;
        var guesses = $"password of {actor.UserId}";
        if (!throttle.TryBegin(guesses))
            return OrgsRefusals.TooManyTries;
        if (current.Length is 0 or > PasswordRules.MaxLength || !await Task.Run(() => Passwords.Check(current, user.PasswordHash), ct))
            return OrgsRefusals.WrongCurrentPassword;

        throttle.Succeeded(guesses);
        user.PasswordHash = await Task.Run(() => Passwords.Hash(next), ct);
        user.MustChangePassword = false;
        db.Record(OrgsActions.PasswordChanged, user);
        var saved = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            saved = await db.TrySaveAsync(changedMeanwhile: OrgsRefusals.ProfileChangedMeanwhile, ct: ct);
            // Whoever had copied a cookie of his is out with the old password.
            if (saved.IsDone)
                await sessions.EndOthersAsync(db, ct);
        }, ct);
        sessions.Reread(actor);
        return saved;
    }
}
