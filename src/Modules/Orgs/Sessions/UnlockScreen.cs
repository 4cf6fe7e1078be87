using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Sessions;

/// <summary>Opens a locked session again with the password. Public: a locked session is nobody's.</summary>
public sealed class UnlockScreen(AppDbFactory databases, SessionStore sessions, SignInThrottle throttle)
{
    /// <summary>False for the account of a certificate, which has to sign in anew.</summary>
    public async Task<bool> TakesPasswordAsync(LockedSession locked, CancellationToken ct = default)
    {
        await using var db = databases.Open(locked.Person with { ViewingAs = null });
        return await db.Set<User>().AnyAsync(x => x.Id == locked.Person.UserId && x.Certificate == null, ct);
    }

    public async Task<Outcome> RunAsync(LockedSession locked, string password, CancellationToken ct = default)
    {
        var guesses = $"unlock of {locked.Person.UserId}";
        if (!throttle.TryBegin(guesses))
            return OrgsRefusals.TooManyTries;
        await using var db = databases.Open(locked.Person with { ViewingAs = null });
        var person = await db.Set<User>().Where(x => x.Id == locked.Person.UserId).Select(x => new { x.PasswordHash, x.Certificate }).SingleAsync(ct);
        if (person.Certificate is not null)
            return OrgsRefusals.UnlockWithCertificate;
        var isRight = password.Length is > 0 and <= PasswordRules.MaxLength && await Task.Run(() => Passwords.Check(password, person.PasswordHash), ct);
        var about = new AuditObject(nameof(User), locked.Person.UserId, locked.Person.Name);
        if (!isRight)
        {
            db.Record(OrgsActions.SignInFailed, about, "解锁；密码不正确");
            await db.SaveChangesAsync(ct);
            return OrgsRefusals.WrongUnlockPassword;
        }
        throttle.Succeeded(guesses);
        await db.InTransactionAsync(async () =>
        {
            await sessions.UnlockAsync(db, locked.Key, ct);
            db.Record(OrgsActions.ScreenUnlocked, about);
        }, ct);
        return Outcome.Done;
    }
}
