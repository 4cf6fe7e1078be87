namespace Yaosu.Orgs.SignIn;

/// <summary>Signs in with a code that was sent to the account's phone. Public: whoever asks is nobody yet.</summary>
public sealed class SignInWithCode(PhoneCodes codes, SignInTickets tickets, CompleteSignIn complete)
{
    private const string TicketKind = "accounts of a number";

    private sealed record Proven(IReadOnlyList<AccountChoice> Accounts);

    public async Task<Outcome<SignInStep>> RunAsync(string mobile, string code, string? address, string? device, CancellationToken ct = default)
    {
        if (!MobileNumber.Parse(mobile).TryGet(out var number))
            return OrgsRefusals.MobileInvalid;
        var accounts = await codes.AccountsOfAsync(number, ct);
        if (await codes.UseAsync(number, PhoneCodeUse.SignIn, code, ct) is { } refusal)
        {
            foreach (var account in accounts)
                await complete.FailAsync(account.User, SignInMethod.Sms, address, device, "验证码不正确", ct);
            return refusal;
        }
        return accounts switch
        {
            [] => OrgsRefusals.WrongCode, // The last account with the number went while its code was on the way.
            [var only] => await complete.RunAsync(only.User, SignInMethod.Sms, guessed: only.User.SignInName, address, device, ct),
            _ => Choose([.. accounts.Select(account => account.Choice)]),
        };
    }

    /// <summary>Which of the accounts it shall be, after the code was right.</summary>
    public async Task<Outcome<SignInStep>> ChooseAsync(string ticket, long userId, string? address, string? device, CancellationToken ct = default)
    {
        if (tickets.Open<Proven>(TicketKind, ticket) is not { } proven
            || proven.Accounts.FirstOrDefault(x => x.UserId == userId) is not { } chosen
            || await codes.FindAsync(chosen.OrgId, chosen.UserId, ct) is not { } account)
            return OrgsRefusals.StepTookTooLong;
        return await complete.RunAsync(account.User, SignInMethod.Sms, guessed: account.User.SignInName, address, device, ct);
    }

    private SignInStep Choose(IReadOnlyList<AccountChoice> accounts) => SignInStep.Choose(tickets.Seal(TicketKind, new Proven(accounts)), accounts);
}
