using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Yaosu.Orgs.Sessions;

/// <summary>Asks every few seconds whether the session of an open circuit still lives; when not, the circuit is nobody's and its page leads to sign-in.</summary>
internal sealed class SessionAuthenticationState(ILoggerFactory logs, SessionStore sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    private readonly ILogger _log = logs.CreateLogger<SessionAuthenticationState>();

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(3);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return SessionCookie.KeyOf(authenticationState.User) is { } key && await sessions.ActorOfAsync(key, cancellationToken) is not null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A database that is away for a moment must not sign everybody out; nothing is granted by waiting, every act asks anew.
            _log.LogWarning(e, "Whether a session still lives could not be read");
            return true;
        }
    }
}
