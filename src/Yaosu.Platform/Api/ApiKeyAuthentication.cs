using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Access;

namespace Yaosu.Platform.Api;

/// <summary>A program shows its key with every request; there is no session and no cookie.</summary>
public sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, IApiActors actors)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Bearer = "Bearer ";

    private Refusal _refusal = ApiRefusals.KeyMissing;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var found = await actors.FindAsync(header[Bearer.Length..].Trim(), Context.Connection.RemoteIpAddress, Context.RequestAborted);
        if (!found.TryGet(out var actor))
        {
            _refusal = found.Refusal!;
            return AuthenticateResult.Fail(_refusal.Code);
        }
        Context.RequestServices.GetRequiredService<RequestActor>().Set(actor);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Of(StatusCodes.Status401Unauthorized, _refusal).ExecuteAsync(Context);
    }
}
