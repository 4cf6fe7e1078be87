using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Yaosu.Orgs.Sessions;

/// <summary>Asks every few seconds whether the session of an open circuit still lives; when not, the circuit is nobody's and its page leads to sign-in.</summary>
internal sealed class SessionAuthenticationState(ILoggerFactory logs, SessionStore sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(3);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        SessionCookie.KeyOf(authenticationState.User) is { } key && await sessions.ActorOfAsync(key, cancellationToken) is not null;
}
