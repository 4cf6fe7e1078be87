using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.SignIn;

namespace Yaosu.Orgs.ExternalAccounts;

/// <summary>Sends a browser to an identity provider and learns, when it comes back, who the person is there: code flow with state, nonce and PKCE. What has to be
/// remembered meanwhile stays in the browser, sealed.</summary>
public sealed class ExternalFlow(IOptions<ExternalSignInOptions> options, ProviderClient client, SignInTickets tickets, TimeProvider time, ILogger<ExternalFlow> log)
{
    private const string TicketKind = "external sign-in";

    /// <param name="Url">Where the browser goes.</param>
    /// <param name="Ticket">For its cookie.</param>
    public sealed record Begun(string Url, string Ticket);

    /// <summary>What the provider sent the browser back with.</summary>
    public sealed record Answer(string? State, string? Code, string? Error, string? Issuer = null);

    internal sealed record Identity(ExternalProvider Provider, string Subject, string Name);

    /// <param name="BindFor">Whose account the external one shall be bound to; null to sign in.</param>
    internal sealed record Finished(Identity Identity, string ReturnUrl, long? BindFor);

    private sealed record Remembered(string Provider, string State, string Nonce, string Verifier, string ReturnTo, string ReturnUrl, long? BindFor);

    public IReadOnlyList<ExternalProvider> Providers => options.Value.Providers;

    internal ExternalProvider? Find(string key) => Providers.FirstOrDefault(x => x.Key == key);

    /// <param name="returnTo">Our own address that the provider leads back to; registered there.</param>
    internal async Task<Outcome<Begun>> BeginAsync(string key, string returnTo, string returnUrl, long? bindFor, CancellationToken ct)
    {
        if (Find(key) is not { } provider)
            return OrgsRefusals.ExternalUnknown;
        ProviderClient.Endpoints endpoints;
        try
        {
            endpoints = await client.EndpointsOfAsync(provider, ct);
        }
        catch (ProviderClient.UnavailableException e)
        {
            return Down(provider, e);
        }
        var (state, nonce, verifier) = (Random(), Random(), Random());
        var asked = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = provider.ClientId,
            ["redirect_uri"] = returnTo,
            ["state"] = state,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        };
        if (provider.ScopesToAsk.Length > 0)
            asked["scope"] = provider.ScopesToAsk;
        if (provider.IsOidc)
            asked["nonce"] = nonce;
        return new Begun(QueryHelpers.AddQueryString(endpoints.Authorize.AbsoluteUri, asked), tickets.Seal(TicketKind, new Remembered(key, state, nonce, verifier, returnTo, returnUrl, bindFor)));
    }

    internal async Task<Outcome<Finished>> FinishAsync(string key, string? ticket, Answer answer, CancellationToken ct)
    {
        if (Find(key) is not { } provider)
            return OrgsRefusals.ExternalUnknown;
        if (tickets.Open<Remembered>(TicketKind, ticket) is not { } asked || asked.Provider != key || answer.State is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(asked.State), Encoding.UTF8.GetBytes(answer.State)))
            return OrgsRefusals.ExternalNotAsked;
        if (answer.Error is not null || string.IsNullOrEmpty(answer.Code))
            return answer.Error == "access_denied" ? OrgsRefusals.ExternalDenied(provider.Name) : OrgsRefusals.ExternalRefused(provider.Name);
        try
        {
            var identity = await IdentifyAsync(provider, asked, answer, ct);
            return identity.IsDone ? new Finished(identity.Value, asked.ReturnUrl, asked.BindFor) : identity.Refusal!;
        }
        catch (ProviderClient.CodeRefusedException)
        {
            return OrgsRefusals.ExternalRefused(provider.Name);
        }
        catch (ProviderClient.UnavailableException e)
        {
            return Down(provider, e);
        }
    }

    private async Task<Outcome<Identity>> IdentifyAsync(ExternalProvider provider, Remembered asked, Answer answer, CancellationToken ct)
    {
        var endpoints = await client.EndpointsOfAsync(provider, ct);
        // A code of another provider must not be tried here (RFC 9207).
        if (answer.Issuer is not null && provider.IsOidc && answer.Issuer != endpoints.Issuer)
            return NotBelieved(provider, "issuer of the answer");
        var tokens = await client.RedeemAsync(provider, answer.Code!, asked.Verifier, asked.ReturnTo, ct);
        JsonElement? claims = null;
        if (provider.IsOidc)
        {
            if (tokens.IdToken is not { } token)
                return NotBelieved(provider, "no token");
            var keys = await client.KeysAsync(provider, IdentityProof.KeyIdOf(token), ct);
            var (proven, why) = IdentityProof.Check(token, keys, new(endpoints.Issuer!, provider.ClientId, asked.Nonce, time.GetUtcNow()));
            if (proven is null)
                return NotBelieved(provider, why!);
            claims = proven;
        }
        var says = claims ?? default;
        // Without a token, or with one that doesn't tell the name, the provider is asked.
        if (tokens.AccessToken is { } access && endpoints.UserInfo is not null && (claims is null || IdentityProof.Text(says, provider.NameField) is null))
        {
            var info = await client.UserInfoAsync(provider, access, ct);
            if (claims is not null && IdentityProof.Text(info, "sub") != IdentityProof.Text(says, "sub"))
                return NotBelieved(provider, "subject of the profile");
            says = claims is null ? info : IdentityProof.Text(says, provider.SubjectField) is null || IdentityProof.Text(info, provider.NameField) is not null ? info : says;
        }
        var subject = (claims is { } signed ? IdentityProof.Text(signed, provider.SubjectField) : null) ?? IdentityProof.Text(says, provider.SubjectField);
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > 255)
            return NotBelieved(provider, "no subject");
        var name = IdentityProof.Text(says, provider.NameField) is { Length: > 0 } known ? known : subject;
        return new Identity(provider, subject, Platform.Data.StoredText.Cut(Platform.Data.StoredText.Clean(name), ExternalAccount.NameLength)!);
    }

    private Refusal NotBelieved(ExternalProvider provider, string why)
    {
        log.LogWarning("What the identity provider {Provider} says was not believed: {Why}", provider.Key, why);
        return OrgsRefusals.ExternalNotBelieved(provider.Name);
    }

    private Refusal Down(ExternalProvider provider, ProviderClient.UnavailableException e)
    {
        log.LogWarning("The identity provider {Provider} can't be used: {Why}", provider.Key, e.Message);
        return OrgsRefusals.ExternalDown(provider.Name);
    }

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
