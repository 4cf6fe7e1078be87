using Microsoft.AspNetCore.Components.Authorization;
using Yaosu.Platform.Access;

namespace Yaosu.Orgs.Sessions;

/// <summary>Who sits before this circuit.</summary>
internal sealed class CurrentActor(AuthenticationStateProvider authentication, SessionStore sessions) : ICurrentActor
{
    public async ValueTask<Actor> GetAsync(CancellationToken ct = default)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return SessionCookie.KeyOf(state.User) is { } key && await sessions.ActorOfAsync(key, ct) is { } actor ? actor : throw new NotSignedInException();
    }
}
