using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>忘记密码: whoever reads the account's phone sets a new password, which ends everything that is signed in with the old one. Public.</summary>
public sealed class SetForgottenPassword(AppDbFactory databases, PhoneCodes codes, SignInTickets tickets, SessionStore sessions, SignInThrottle throttle)
{
    private const string TicketKind = "new password";

    /// <param name="Ticket">Good for one new password of one of the accounts.</param>
    public sealed record Proof(string Ticket, IReadOnlyList<AccountChoice> Accounts);

    /// <param name="Password">Of the one to be replaced, so that the ticket is spent with it.</param>
    private sealed record Proven(AccountChoice Account, string Password);

    public async Task<Outcome<Proof>> CheckAsync(string mobile, string code, CancellationToken ct = default)
    {
        if (!MobileNumber.Parse(mobile).TryGet(out var number))
            return OrgsRefusals.MobileInvalid;
        var started = Stopwatch.GetTimestamp();
        if (await codes.UseAsync(number, PhoneCodeUse.NewPassword, code, ct) is { } refusal)
        {
            await SameTime.WaitAsync(started, ct);
            return refusal;
        }
        var accounts = await codes.AccountsOfAsync(number, ct);
        return accounts.Count == 0 ? OrgsRefusals.WrongCode : new Proof(
            tickets.Seal(TicketKind, accounts.Select(account => new Proven(account.Choice, Passwords.FingerprintOf(account.User.PasswordHash))).ToList()),
            [.. accounts.Select(account => account.Choice)]);
    }

    /// <summary>Which accounts a ticket is good for; null when it is too old.</summary>
    public IReadOnlyList<AccountChoice>? AccountsOf(string ticket) => tickets.Open<List<Proven>>(TicketKind, ticket) is { } proven ? [.. proven.Select(x => x.Account)] : null;

    public async Task<Outcome> RunAsync(string ticket, long userId, string next, string repeated, string? address, CancellationToken ct = default)
    {
        if (tickets.Open<List<Proven>>(TicketKind, ticket)?.FirstOrDefault(x => x.Account.UserId == userId) is not { } proven)
            return OrgsRefusals.StepTookTooLong;
        if (PasswordRules.Check(next, proven.Account.SignInName) is { } weak)
            return weak;
        if (next != repeated)
            return OrgsRefusals.PasswordsDiffer;
        await using var db = databases.Open(Actor.System(proven.Account.OrgId, proven.Account.SignInName) with { Address = StoredText.Cut(address, 64) });
        if (await db.Set<User>().SingleOrDefaultAsync(x => x.Id == userId && x.RemovedAt == null, ct) is not { } user || Passwords.FingerprintOf(user.PasswordHash) != proven.Password)
            return OrgsRefusals.StepTookTooLong;
        if (user.IsDisabled)
            return OrgsRefusals.AccountDisabled;
        user.PasswordHash = await Task.Run(() => Passwords.Hash(next), ct);
        user.MustChangePassword = false;
        db.Record(OrgsActions.PasswordReset, user, "本人通过短信验证码");
        throttle.Succeeded(user.SignInName);
        return await sessions.SaveAndEndAllOfAsync(db, userId, OrgsRefusals.StepTookTooLong, ct);
    }
}
