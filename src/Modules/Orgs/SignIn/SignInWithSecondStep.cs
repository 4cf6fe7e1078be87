using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;
using Yaosu.Platform.Security;

namespace Yaosu.Orgs.SignIn;

/// <summary>两步验证: the code of the authenticator app, or a recovery code, after the first step. Public: whoever asks is nobody yet.</summary>
public sealed class SignInWithSecondStep(AppDbFactory databases, SignInTickets tickets, SignInThrottle throttle, SecondFactorSecrets secrets, CompleteSignIn complete)
{
    public async Task<Outcome<SignInStep>> RunAsync(string? ticket, string code, string? address, string? device, CancellationToken ct = default)
    {
        if (tickets.Open<CompleteSignIn.FirstStep>(CompleteSignIn.TicketKind, ticket) is not { } first)
            return OrgsRefusals.StepTookTooLong;
        var guesses = $"second step of {first.UserId}";
        if (!throttle.TryBegin(guesses))
            return OrgsRefusals.TooManyTries;
        await using var reading = databases.Open(Actor.System(first.OrgId));
        var user = await reading.Set<User>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == first.UserId, ct);
        // Switched off or reset meanwhile, or a new password: from the start, with what is asked now.
        if (user is not { IsDisabled: false, RemovedAt: null, SecondFactor: not null } || Passwords.FingerprintOf(user.PasswordHash) != first.Password)
            return OrgsRefusals.StepTookTooLong;

        await using var db = databases.Open(CompleteSignIn.AsActor(user, address));
        var tracked = await db.Set<User>().SingleAsync(x => x.Id == first.UserId, ct);
        var isRecovery = false;
        if (Totp.Check(secrets.Open(tracked.SecondFactor!), code, databases.Time.UtcNow(), tracked.SecondFactorStep) is { } step)
            tracked.SecondFactorStep = step;
        else if (tracked.RecoveryCodes is { } stored && await Task.Run(() => RecoveryCodes.TryUse(stored, code), ct) is { } left)
            (tracked.RecoveryCodes, isRecovery) = (left, true);
        else
        {
            await complete.FailAsync(user, first.Method, address, device, "动态码不正确", ct);
            return OrgsRefusals.WrongSecondCode;
        }
        if (isRecovery)
            db.Record(OrgsActions.RecoveryCodeUsed, tracked, $"还剩 {RecoveryCodes.Left(tracked.RecoveryCodes!)} 个");
        var entered = complete.Enter(db, tracked, first.Method, address, device);
        // Of two with the same code at the same moment, one comes too late.
        var saved = await db.TrySaveAsync(changedMeanwhile: OrgsRefusals.WrongSecondCode, ct: ct);
        if (!saved.IsDone)
            return saved.Refusal!;
        throttle.Succeeded(guesses);
        return entered;
    }
}
