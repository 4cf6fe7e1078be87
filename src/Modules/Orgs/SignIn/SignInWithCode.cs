using System.Diagnostics;

namespace Yaosu.Orgs.SignIn;

/// <summary>Signs in with a code that was sent to the account's phone. Public: whoever asks is nobody yet.</summary>
public sealed class SignInWithCode(PhoneCodes codes, SignInTickets tickets, CompleteSignIn complete)
{
    private const string TicketKind = "accounts of a number";

    private sealed record Proven(string Number);

    public async Task<Outcome<SignInStep>> RunAsync(string mobile, string code, string? address, string? device, CancellationToken ct = default)
    {
        if (!MobileNumber.Parse(mobile).TryGet(out var number))
            return OrgsRefusals.MobileInvalid;
        var started = Stopwatch.GetTimestamp();
        var accounts = await codes.AccountsOfAsync(number, ct);
        if (await codes.UseAsync(number, PhoneCodeUse.SignIn, code, ct) is { } refusal)
        {
            foreach (var account in accounts)
                await complete.FailAsync(account.User, SignInMethod.Sms, address, device, "验证码不正确", ct);
            await SameTime.WaitAsync(started, ct);
            return refusal;
        }
        return accounts switch
        {
            [] => OrgsRefusals.WrongCode, // The last account with the number went while its code was on the way.
            [var only] => await complete.RunAsync(only.User, SignInMethod.Sms, guessed: only.User.SignInName, address, device, ct),
            _ => SignInStep.Choose(tickets.Seal(TicketKind, new Proven(number.Digits)), [.. accounts.Select(account => account.Choice)]),
        };
    }

    /// <summary>Which of the accounts it shall be, after the code was right.</summary>
    public async Task<Outcome<SignInStep>> ChooseAsync(string ticket, long userId, string? address, string? device, CancellationToken ct = default)
    {
        // Of those that have the number now: an account may have got another one since, to keep this phone out.
        if (tickets.Open<Proven>(TicketKind, ticket) is not { } proven || !MobileNumber.Parse(proven.Number).TryGet(out var number)
            || (await codes.AccountsOfAsync(number, ct)).FirstOrDefault(x => x.User.Id == userId) is not { } account)
            return OrgsRefusals.StepTookTooLong;
        return await complete.RunAsync(account.User, SignInMethod.Sms, guessed: account.User.SignInName, address, device, ct);
    }
}
