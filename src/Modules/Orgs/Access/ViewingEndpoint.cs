using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yaosu.Platform.Access;

namespace Yaosu.Orgs.Access;

/// <summary>Ends viewing as a role. A form post, so that every page is drawn anew with the person's own rights.</summary>
internal static class ViewingEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPost(OrgsUrls.EndViewing, async (HttpContext http, IAntiforgery antiforgery, RequestActor request, ViewAsRole viewing) =>
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        await viewing.EndAsync(request.Actor, CancellationToken.None);
        return Results.LocalRedirect(OrgsUrls.Roles);
    }).RequireAuthorization();
}
