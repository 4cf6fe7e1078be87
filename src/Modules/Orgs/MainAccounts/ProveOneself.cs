using Yaosu.Orgs.Account;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Security;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>For what a screen left open must not do: the person gives his password again, and the second step when he has one.</summary>
public sealed class ProveOneself(SignInThrottle throttle, SecondFactorSecrets secrets)
{
    /// <summary>Null when it is he. A code that was taken is spent with the caller's save.</summary>
    internal async Task<Refusal?> CheckAsync(AppDb db, User user, string? password, string? code, CancellationToken ct)
    {
        var guesses = $"password of {user.Id}";
        if (!throttle.TryBegin(guesses))
            return OrgsRefusals.TooManyTries;
        if (password is not { Length: > 0 and <= PasswordRules.MaxLength } || !await Task.Run(() => Passwords.Check(password, user.PasswordHash), ct))
            return OrgsRefusals.WrongOwnPassword;
        if (user.SecondFactor is { } sealedSecret)
        {
            if (Totp.Check(secrets.Open(sealedSecret), code ?? "", db.Time.UtcNow(), user.SecondFactorStep) is { } step)
                user.SecondFactorStep = step;
            else if (user.RecoveryCodes is { } stored && await Task.Run(() => RecoveryCodes.TryUse(stored, code ?? ""), ct) is { } left)
                user.RecoveryCodes = left;
            else
                return OrgsRefusals.WrongOwnCode;
        }
        throttle.Succeeded(guesses);
        return null;
    }
}
