using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Yaosu.Orgs.ExternalAccounts;

/// <summary>Speaks to identity providers. What it can't get it says by an exception; nothing of a request or an answer reaches the log.</summary>
public sealed class ProviderClient(TimeProvider time, ILogger<ProviderClient> log) : IDisposable
{
    private const int LongestAnswer = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KnownFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeysAgainAfter = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2), ConnectTimeout = Patience })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    internal sealed record Endpoints(Uri Authorize, Uri Token, Uri? UserInfo, string? Issuer, Uri? Keys);

    internal sealed record Tokens(string? AccessToken, string? IdToken);

    private sealed record Known(Endpoints Endpoints, DateTimeOffset ReadAt, IReadOnlyList<JsonElement> Keys, DateTimeOffset KeysReadAt);

    /// <summary>The provider said no to the code: used before, too old, or somebody else's.</summary>
    internal sealed class CodeRefusedException : Exception;

    /// <summary>It can't be reached or doesn't speak as it should.</summary>
    internal sealed class UnavailableException(string what, Exception? inner = null) : Exception(what, inner);

    public void Dispose() => _http.Dispose();

    internal async Task<Endpoints> EndpointsOfAsync(ExternalProvider provider, CancellationToken ct) =>
        provider.IsOidc ? (await KnownAsync(provider, ct)).Endpoints : new(provider.AuthorizeUrl!, provider.TokenUrl!, provider.UserInfoUrl, null, null);

    /// <summary>The provider's public keys; read again when a token names one that is new.</summary>
    internal async Task<IReadOnlyList<JsonElement>> KeysAsync(ExternalProvider provider, string? keyId, CancellationToken ct)
    {
        var known = await KnownAsync(provider, ct);
        var has = known.Keys.Any(key => keyId is null || IdentityProof.Text(key, "kid") == keyId);
        if (known.Keys.Count > 0 && (has || time.GetUtcNow() - known.KeysReadAt < KeysAgainAfter))
            return known.Keys;
        var document = await GetAsync(known.Endpoints.Keys!, accessToken: null, ct);
        if (!document.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            throw new UnavailableException("The keys can't be read");
        _known[provider.Key] = known = known with { Keys = [.. keys.EnumerateArray()], KeysReadAt = time.GetUtcNow() };
        return known.Keys;
    }

    internal async Task<Tokens> RedeemAsync(ExternalProvider provider, string code, string verifier, string returnTo, CancellationToken ct)
    {
        var endpoints = await EndpointsOfAsync(provider, ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.Token);
        request.Headers.Accept.Add(new("application/json"));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = returnTo,
            ["client_id"] = provider.ClientId,
            ["client_secret"] = provider.ClientSecret,
            ["code_verifier"] = verifier,
        });
        var (status, answer) = await SendAsync(request, ct);
        var error = IdentityProof.Text(answer, "error");
        if (error is not null || status is >= 400 and < 500)
        {
            log.LogWarning("The identity provider {Provider} did not take a code ({Status})", provider.Key, status);
            throw new CodeRefusedException();
        }
        return status is >= 200 and < 300 ? new(IdentityProof.Text(answer, "access_token"), IdentityProof.Text(answer, "id_token")) : throw new UnavailableException($"The token address answered {status}");
    }

    internal async Task<JsonElement> UserInfoAsync(ExternalProvider provider, string accessToken, CancellationToken ct) =>
        await GetAsync((await EndpointsOfAsync(provider, ct)).UserInfo ?? throw new UnavailableException("There is no address for who it is"), accessToken, ct);

    private async Task<Known> KnownAsync(ExternalProvider provider, CancellationToken ct)
    {
        if (_known.TryGetValue(provider.Key, out var known) && time.GetUtcNow() - known.ReadAt < KnownFor)
            return known;
        var authority = provider.Authority!.AbsoluteUri.TrimEnd('/');
        var document = await GetAsync(new($"{authority}/.well-known/openid-configuration"), accessToken: null, ct);
        // A document that speaks for somebody else would make his tokens good here.
        if (IdentityProof.Text(document, "issuer") is not { } issuer || issuer.TrimEnd('/') != authority)
            throw new UnavailableException("The discovery document names another issuer");
        Uri Address(string name) => AddressIn(document, name, provider.Authority);
        return _known[provider.Key] = new(new(Address("authorization_endpoint"), Address("token_endpoint"), document.TryGetProperty("userinfo_endpoint", out _) ? Address("userinfo_endpoint") : null, issuer,
            Address("jwks_uri")), time.GetUtcNow(), [], default);
    }

    /// <summary>A provider elsewhere has no business with this machine's own ports.</summary>
    internal static Uri AddressIn(JsonElement document, string name, Uri authority) =>
        Uri.TryCreate(IdentityProof.Text(document, name), UriKind.Absolute, out var url) && ExternalProvider.IsSafe(url) && (!url.IsLoopback || authority.IsLoopback)
            ? url
            : throw new UnavailableException($"The discovery document has no {name} that can be used");

    private async Task<JsonElement> GetAsync(Uri url, string? accessToken, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.Add(new("application/json"));
        if (accessToken is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        var (status, answer) = await SendAsync(request, ct);
        return status is >= 200 and < 300 && answer.ValueKind == JsonValueKind.Object ? answer : throw new UnavailableException($"{url.AbsolutePath} answered {status}");
    }

    private async Task<(int Status, JsonElement Answer)> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            using var response = await _http.SendAsync(request, ct);
            var bytes = await response.Content.ReadAsByteArrayAsync(ct);
            try
            {
                using var json = JsonDocument.Parse(bytes);
                return ((int)response.StatusCode, json.RootElement.Clone());
            }
            catch (JsonException)
            {
                return ((int)response.StatusCode, default);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new UnavailableException("It can't be reached", e);
        }
    }
}
