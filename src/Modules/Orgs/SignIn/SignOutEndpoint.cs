using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yaosu.Orgs.Sessions;

namespace Yaosu.Orgs.SignIn;

/// <summary>A circuit can't take a cookie away, so signing out is a form post.</summary>
internal static class SignOutEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPost(OrgsUrls.SignOut, async (HttpContext http, IAntiforgery antiforgery, SessionStore sessions, SignOut signOut) =>
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        if (SessionCookie.KeyOf(http.User) is { } key && await sessions.ActorOfAsync(key, http.RequestAborted) is { } actor)
            await signOut.RunAsync(actor, key, CancellationToken.None); // Also when the tab is closed meanwhile.
        else if (http.Features.Get<LockedSession>() is { } locked)
            await signOut.RunAsync(locked.Person, locked.Key, CancellationToken.None);
        await http.SignOutAsync(SessionCookie.Scheme);
        return Results.LocalRedirect(OrgsUrls.SignIn);
    }).AllowAnonymous();
}
