using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Orgs.Sessions;

internal static class SessionEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        // The cookie's own check has moved the session's last sign of life; a foreign page must not be able to.
        routes.MapPost(OrgsUrls.KeepAlive, async (HttpContext http, IAntiforgery antiforgery) => await antiforgery.IsRequestValidAsync(http) ? Results.NoContent() : Results.BadRequest())
            .RequireAuthorization();

        routes.MapPost(OrgsUrls.Lock, async (HttpContext http, IAntiforgery antiforgery, RequestActor request, LockScreen screen) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http))
                return Results.BadRequest();
            await screen.RunAsync(request.Actor, CancellationToken.None); // Also when the tab is closed meanwhile.
            return Results.LocalRedirect(OrgsUrls.LockedThen(ShellUrls.Inside(http.Request.Form["return"])));
        }).RequireAuthorization();
    }
}
