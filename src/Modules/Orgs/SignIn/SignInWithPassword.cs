using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Public: whoever asks is nobody yet.</summary>
public sealed class SignInWithPassword(AppDbFactory databases, SessionStore sessions, SignInThrottle throttle)
{
    private const int PasswordCeiling = 1024;
    private static readonly TimeSpan SlowestNo = TimeSpan.FromMilliseconds(500);

    /// <returns>The session key for the cookie.</returns>
    public async Task<Outcome<string>> RunAsync(string name, string password, string? address, string? device, CancellationToken ct = default)
    {
        var normalised = SignInNames.Normalise(name);
        if (normalised.Length is 0 or > SignInNames.Length || password.Length is 0 or > PasswordCeiling)
            return OrgsRefusals.WrongNameOrPassword;
        if (!throttle.TryBegin(normalised))
            return OrgsRefusals.TooManyTries;

        var started = Stopwatch.GetTimestamp();
        var user = await FindAsync(normalised, ct);
        // The hash is worked out on another thread: a quarter of a second of arithmetic would hold up a circuit.
        if (!await Task.Run(() => Passwords.Check(password, user?.PasswordHash), ct))
        {
            if (user is not null)
                await RecordAsync(user, OrgsActions.SignInFailed, address, ct);
            // A known name costs a line in the log more; every "no" takes the same time.
            if (SlowestNo - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } rest)
                await Task.Delay(rest, ct);
            return OrgsRefusals.WrongNameOrPassword;
        }
        if (user!.IsDisabled)
            return OrgsRefusals.AccountDisabled;
        if (await SuspendedAsync(user.OrgId, ct) is { } suspended)
            return suspended;

        throttle.Succeeded(normalised);
        await using var db = databases.Open(AsActor(user, address));
        var key = sessions.Start(db, user, address, device);
        db.Record(OrgsActions.SignedIn, new AuditObject(nameof(User), user.Id, user.Name));
        await db.SaveChangesAsync(ct);
        return key;
    }

    private async Task<Refusal?> SuspendedAsync(long orgId, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        return await platform.Set<Org>().Where(x => x.Id == orgId && x.SuspendedAt != null).Select(x => x.SuspendedWhy ?? "").SingleOrDefaultAsync(ct) is { } why
            ? OrgsRefusals.EnterpriseSuspended(why)
            : null;
    }

    private async Task<User?> FindAsync(string name, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<SignInName>().AsNoTracking().SingleOrDefaultAsync(x => x.Name == name, ct) is not { } found)
            return null;
        await using var db = databases.Open(Actor.System(found.OrgId));
        return await db.Set<User>().AsNoTracking().SingleAsync(x => x.Id == found.UserId, ct);
    }

    private static Actor AsActor(User user, string? address) =>
        new() { Kind = ActorKind.Person, OrgId = user.OrgId, UserId = user.Id, Name = user.Name, Address = StoredText.Cut(address, 64) };

    private async Task RecordAsync(User user, AuditAction action, string? address, CancellationToken ct)
    {
        await using var db = databases.Open(AsActor(user, address));
        db.Record(action, new AuditObject(nameof(User), user.Id, user.Name));
        await db.SaveChangesAsync(ct);
    }
}
