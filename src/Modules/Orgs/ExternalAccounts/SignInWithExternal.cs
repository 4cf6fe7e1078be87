using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ExternalAccounts;

/// <summary>Signs in whoever an identity provider vouches for, by the account that his external one is bound to. Public: whoever asks is nobody yet.</summary>
public sealed class SignInWithExternal(AppDbFactory databases, ExternalFlow flow, CompleteSignIn complete, BindExternal bind)
{
    /// <param name="Step">Null when an account was bound, not signed in with.</param>
    public sealed record Done(SignInStep? Step, string ReturnUrl);

    public Task<Outcome<ExternalFlow.Begun>> BeginAsync(string provider, string returnTo, string returnUrl, CancellationToken ct = default) => flow.BeginAsync(provider, returnTo, returnUrl, bindFor: null, ct);

    /// <param name="person">Who is signed in in this browser; null for nobody.</param>
    public async Task<Outcome<Done>> RunAsync(Actor? person, string provider, string? ticket, ExternalFlow.Answer answer, string? address, string? device, CancellationToken ct = default)
    {
        var finished = await flow.FinishAsync(provider, ticket, answer, ct);
        if (!finished.TryGet(out var proven))
            return finished.Refusal!;
        if (proven.BindFor is { } owner)
        {
            if (person?.UserId != owner)
                return OrgsRefusals.ExternalNotAsked;
            var bound = await bind.BindAsync(person, proven.Identity, ct);
            return bound.IsDone ? new Done(null, proven.ReturnUrl) : bound.Refusal!;
        }
        var hash = ExternalAccount.HashOf(proven.Identity.Subject);
        ExternalAccount? account;
        await using (var platform = databases.OpenPlatform())
            account = await platform.Set<ExternalAccount>().AsNoTracking().SingleOrDefaultAsync(x => x.Provider == provider && x.SubjectHash == hash, ct);
        if (account is null)
            return OrgsRefusals.ExternalNotBound(proven.Identity.Provider.Name, proven.Identity.Name);
        await using var db = databases.Open(Actor.System(account.OrgId));
        var user = await db.Set<User>().AsNoTracking().SingleAsync(x => x.Id == account.UserId, ct);
        if (user.Certificate is not null)
            return OrgsRefusals.CertificateBindsNothing;
        var step = await complete.RunAsync(user, SignInMethod.External, guessed: null, address, device, ct);
        return step.IsDone ? new Done(step.Value, proven.ReturnUrl) : step.Refusal!;
    }
}
