using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Public: whoever asks is nobody yet.</summary>
public sealed class SignInWithPassword(AppDbFactory databases, SessionStore sessions, SignInThrottle throttle)
{
    private const int PasswordCeiling = 1024;

    /// <returns>The session key for the cookie.</returns>
    public async Task<Outcome<string>> RunAsync(string name, string password, string? address, string? device, CancellationToken ct = default)
    {
        var normalised = SignInNames.Normalise(name);
        if (normalised.Length is 0 or > SignInNames.Length || password.Length is 0 or > PasswordCeiling)
            return OrgsRefusals.WrongNameOrPassword;
        if (!throttle.MayTry(normalised))
            return OrgsRefusals.TooManyTries;

        var user = await FindAsync(normalised, ct);
        // The hash is worked out on another thread: a quarter of a second of arithmetic would hold up a circuit.
        if (!await Task.Run(() => Passwords.Check(password, user?.PasswordHash), ct))
        {
            throttle.Failed(normalised);
            if (user is not null)
                await RecordAsync(user, OrgsActions.SignInFailed, address, ct);
            return OrgsRefusals.WrongNameOrPassword;
        }
        if (user!.IsDisabled)
            return OrgsRefusals.AccountDisabled;

        throttle.Succeeded(normalised);
        var key = await sessions.StartAsync(user, address, device, ct);
        await RecordAsync(user, OrgsActions.SignedIn, address, ct);
        return key;
    }

    private async Task<User?> FindAsync(string name, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<SignInName>().AsNoTracking().SingleOrDefaultAsync(x => x.Name == name, ct) is not { } found)
            return null;
        await using var db = databases.Open(Actor.System(found.OrgId));
        return await db.Set<User>().AsNoTracking().SingleAsync(x => x.Id == found.UserId, ct);
    }

    private async Task RecordAsync(User user, AuditAction action, string? address, CancellationToken ct)
    {
        var actor = new Actor { Kind = ActorKind.Person, OrgId = user.OrgId, UserId = user.Id, Name = user.Name, Address = address };
        await using var db = databases.Open(actor);
        db.Record(action, new AuditObject(nameof(User), user.Id, user.Name));
        await db.SaveChangesAsync(ct);
    }
}
