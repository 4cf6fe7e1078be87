using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Where every way of signing in ends, once it is known who asks: may he, is a second step missing, the session, and the line in the log.</summary>
public sealed class CompleteSignIn(AppDbFactory databases, SessionStore sessions, SignInThrottle throttle, SignInTickets tickets)
{
    internal const string TicketKind = "second step";

    /// <summary>What the first step has shown.</summary>
    /// <param name="Password">Fingerprint of the one that was good then.</param>
    internal sealed record FirstStep(long OrgId, long UserId, SignInMethod Method, string Password);

    /// <param name="guessed">What the throttle counted the tries under; null where nothing can be guessed.</param>
    internal async Task<Outcome<SignInStep>> RunAsync(User user, SignInMethod method, string? guessed, string? address, string? device, CancellationToken ct)
    {
        if (await KeptOutAsync(user, method, address, device, ct) is { } refusal)
            return refusal;
        if (guessed is not null)
            throttle.Succeeded(guessed);
        // The phone has taken the second step for its own session.
        if (user.SecondFactor is not null && method != SignInMethod.Qr)
            return SignInStep.SecondStep(tickets.Seal(TicketKind, new FirstStep(user.OrgId, user.Id, method, Passwords.FingerprintOf(user.PasswordHash))));
        await using var db = databases.Open(AsActor(user, address));
        var step = Enter(db, user, method, address, device);
        await db.SaveChangesAsync(ct);
        return step;
    }

    /// <summary>Null when nothing but his own proof stands between the person and the console; else why not, which the log knows then.</summary>
    internal async Task<Refusal?> KeptOutAsync(User user, SignInMethod method, string? address, string? device, CancellationToken ct)
    {
        if (user.IsDisabled || user.RemovedAt is not null)
        {
            await FailAsync(user, method, address, device, "账号已停用", ct);
            return OrgsRefusals.AccountDisabled;
        }
        if (await SuspendedAsync(user.OrgId, ct) is { } suspended)
        {
            await FailAsync(user, method, address, device, "企业已停用", ct);
            return suspended;
        }
        return null;
    }

    /// <summary>In the caller's save, when all steps are done.</summary>
    internal SignInStep Enter(AppDb db, User user, SignInMethod method, string? address, string? device)
    {
        var key = sessions.Start(db, user, method, address, device);
        db.Record(OrgsActions.SignedIn, About(user), SignInNotes.Of(method, device));
        return SignInStep.In(key);
    }

    internal async Task FailAsync(User user, SignInMethod method, string? address, string? device, string why, CancellationToken ct)
    {
        await using var db = databases.Open(AsActor(user, address));
        db.Record(OrgsActions.SignInFailed, About(user), SignInNotes.Of(method, device, why));
        await db.SaveChangesAsync(ct);
    }

    internal static Actor AsActor(User user, string? address) =>
        new() { Kind = ActorKind.Person, OrgId = user.OrgId, UserId = user.Id, Name = user.Name, Address = StoredText.Cut(address, 64) };

    private async Task<Refusal?> SuspendedAsync(long orgId, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        return await platform.Set<Org>().Where(x => x.Id == orgId && x.SuspendedAt != null).Select(x => x.SuspendedWhy ?? "").SingleOrDefaultAsync(ct) is { } why
            ? OrgsRefusals.EnterpriseSuspended(why)
            : null;
    }

    private static AuditObject About(User user) => new(nameof(User), user.Id, user.Name);
}
