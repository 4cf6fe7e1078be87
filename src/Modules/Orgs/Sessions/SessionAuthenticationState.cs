using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Yaosu.Orgs.Sessions;

/// <summary>Asks every few seconds who sits before an open circuit. When its session is over, the circuit is nobody's and its page leads to sign-in; when his
/// rights are others than they were, the shell and the page ask anew what he may.</summary>
internal sealed class SessionAuthenticationState : RevalidatingServerAuthenticationStateProvider
{
    private readonly SessionStore _sessions;
    private readonly ILogger _log;
    private Actor? _known;

    public SessionAuthenticationState(ILoggerFactory logs, SessionStore sessions)
        : base(logs)
    {
        (_sessions, _log) = (sessions, logs.CreateLogger<SessionAuthenticationState>());
        AuthenticationStateChanged += state => _ = RememberAsync(state);
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(3);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            if (await ActorOfAsync(authenticationState, cancellationToken) is not { } actor)
                return false;
            var changed = _known is not null && !_known.Equals(actor);
            _known = actor;
            if (changed)
                SetAuthenticationState(Task.FromResult(authenticationState));
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A database that is away for a moment must not sign everybody out; nothing is granted by waiting, every act asks anew.
            _log.LogWarning(e, "Whether a session still lives could not be read");
            return true;
        }
    }

    /// <summary>Who sat here first: what the page shows from its beginning is compared with what holds a moment later.</summary>
    private async Task RememberAsync(Task<AuthenticationState> state)
    {
        try
        {
            _known = await ActorOfAsync(await state, CancellationToken.None);
        }
        catch (Exception)
        {
            // The page itself asks the same and shows the trouble; the next look comes in seconds.
        }
    }

    private async ValueTask<Actor?> ActorOfAsync(AuthenticationState state, CancellationToken ct) =>
        SessionCookie.KeyOf(state.User) is { } key ? await _sessions.ActorOfAsync(key, ct) : null;
}
