using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Yaosu.Tests.Support;

/// <summary>What an identity provider can do wrong.</summary>
public enum ProviderFault
{
    None,
    WrongNonce,
    WrongIssuer,
    WrongAudience,
    WrongSignature,
    ForeignKey,
    Unsigned,
    SignedWithSecret,
    Expired,
    NoToken,
    OtherProfile,
    Denies,
    NoJson,
}

/// <summary>A small identity provider on loopback that speaks OpenID Connect and plain OAuth 2.0. It signs in whoever it is told to without asking, and holds its
/// clients to state, PKCE, their secret and one use of a code.</summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "yaosu-test";
    public const string Secret = "a-secret-that-is-in-no-log";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, Grant> _grants = new();
    private readonly ConcurrentDictionary<string, (string Subject, string Name)> _tokens = new();
    private readonly WebApplication _app;

    private IdentityProvider(WebApplication app) => _app = app;

    /// <param name="Nonce">Null for clients that speak plain OAuth.</param>
    private sealed record Grant(string Subject, string Name, string RedirectUri, string Challenge, string? Nonce);

    public string Issuer { get; private set; } = "";

    public (string Subject, string Name) Person { get; set; } = ("u-1001", "云杉旗舰店");

    public ProviderFault Fault { get; set; }

    public Func<DateTimeOffset> Now { get; set; } = TimeProvider.System.GetUtcNow;

    public string? LastCode { get; private set; }

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var provider = new IdentityProvider(app);
        provider.Map();
        await app.StartAsync();
        provider.Issuer = app.Urls.Single();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _foreign.Dispose();
    }

    private void Map()
    {
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Issuer,
            authorization_endpoint = $"{Issuer}/authorize",
            token_endpoint = $"{Issuer}/token",
            userinfo_endpoint = $"{Issuer}/userinfo",
            jwks_uri = $"{Issuer}/jwks",
        }));
        _app.MapGet("/jwks", () => Results.Json(new { keys = new[] { Jwk(_key) } }));
        _app.MapGet("/authorize", (Delegate)Authorize);
        _app.MapPost("/token", (Delegate)TokenAsync);
        _app.MapGet("/userinfo", (HttpContext http) => _tokens.TryGetValue(http.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal), out var person)
            ? Results.Json(new { sub = Fault == ProviderFault.OtherProfile ? "somebody-else" : person.Subject, nick = person.Name, open_uid = person.Subject })
            : Results.Unauthorized());
    }

    private IResult Authorize(HttpContext http)
    {
        string? Asked(string name) => http.Request.Query[name];
        if (Asked("client_id") != ClientId || Asked("response_type") != "code" || Asked("code_challenge_method") != "S256" || Asked("state") is not { Length: > 20 } state || Asked("redirect_uri") is not { } back)
            return Results.BadRequest();
        if (Fault == ProviderFault.Denies)
            return Results.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = state }));
        LastCode = Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
        _grants[LastCode] = new(Person.Subject, Person.Name, back, Asked("code_challenge")!, Asked("nonce"));
        return Results.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { ["code"] = LastCode, ["state"] = state }));
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var asked = await http.Request.ReadFormAsync();
        if (Fault == ProviderFault.NoJson)
            return Results.Text("<h1>maintenance</h1>", "text/html", statusCode: 502);
        if (asked["client_id"] != ClientId || asked["client_secret"] != Secret || !_grants.TryRemove(asked["code"].ToString(), out var grant) || grant.RedirectUri != asked["redirect_uri"]
            || grant.Challenge != Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(asked["code_verifier"].ToString()))))
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        var access = Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
        _tokens[access] = (grant.Subject, grant.Name);
        var answer = new JsonObject { ["access_token"] = access, ["token_type"] = "Bearer" };
        if (grant.Nonce is not null && Fault != ProviderFault.NoToken)
            answer["id_token"] = IdToken(grant);
        return Results.Json(answer);
    }

    private string IdToken(Grant grant)
    {
        var now = Now().ToUnixTimeSeconds();
        var algorithm = Fault switch { ProviderFault.Unsigned => "none", ProviderFault.SignedWithSecret => "HS256", _ => "ES256" };
        var header = Part(new { alg = algorithm, kid = "k1", typ = "JWT" });
        var claims = Part(new
        {
            iss = Fault == ProviderFault.WrongIssuer ? "https://elsewhere.example" : Issuer,
            aud = Fault == ProviderFault.WrongAudience ? "another-client" : ClientId,
            sub = grant.Subject,
            nonce = Fault == ProviderFault.WrongNonce ? "another-nonce" : grant.Nonce,
            iat = now - (Fault == ProviderFault.Expired ? 7200 : 0),
            exp = now + (Fault == ProviderFault.Expired ? -3600 : 300),
        });
        var signed = Encoding.ASCII.GetBytes($"{header}.{claims}");
        var signature = Fault switch
        {
            ProviderFault.Unsigned => [],
            ProviderFault.SignedWithSecret => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed),
            ProviderFault.ForeignKey => _foreign.SignData(signed, HashAlgorithmName.SHA256),
            ProviderFault.WrongSignature => _key.SignData([.. signed, 1], HashAlgorithmName.SHA256),
            _ => _key.SignData(signed, HashAlgorithmName.SHA256),
        };
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    private static object Jwk(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return new { kty = "EC", crv = "P-256", use = "sig", kid = "k1", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) };
    }
}
