using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.PrintOrders;

/// <summary>Hands those who print the codes of an order, while they have it in hand; the enterprise reads in its log that they took them.</summary>
public sealed class DownloadOrderedPackage(AppDbFactory databases, DownloadPackage packages)
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods($"{CodesUrls.PrintDesk}/{{id:long}}/packages/{{package:long}}/codes.csv", [HttpMethods.Get, HttpMethods.Head], AnswerAsync);

    /// <param name="isBeginning">As with the enterprise's own downloads.</param>
    public async Task<Outcome<(CodePackage Package, Stream Text)>> OpenAsync(Actor actor, long id, long package, bool isBeginning, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.HandlePrintOrders) is { } refusal)
            return refusal;
        await using var platform = databases.Open(actor);
        var found = await platform.Set<PrintOrder>().Where(x => x.Id == id && platform.Set<PrintOrderPackage>().Any(ordered => ordered.OrderId == id && ordered.PackageId == package))
            .Select(x => new { x.OrgId, x.State }).SingleOrDefaultAsync(ct);
        if (found is null)
            return CodesRefusals.PrintOrderNotFound;
        if (!IsInHand(found.State))
            return CodesRefusals.PrintOrderNotInHand;
        await using var db = databases.Open(PrintDesk.For(actor, found.OrgId));
        return await packages.OpenAsync(db, package, isBeginning, ct);
    }

    internal static bool IsInHand(PrintOrderState state) => state is PrintOrderState.Paid or PrintOrderState.Printing;

    private static async Task<IResult> AnswerAsync(HttpContext http, RequestActor request, DownloadOrderedPackage downloads, long id, long package)
    {
        if (!request.IsSignedIn)
            return Results.NotFound();
        var opened = await downloads.OpenAsync(request.Actor, id, package, DownloadPackage.IsBeginning(http.Request), http.RequestAborted);
        if (opened.TryGet(out var download))
            return DownloadPackage.Send(http, download.Package, download.Text);
        return opened.Refusal == CodesRefusals.PrintOrderNotInHand
            ? Results.Text(opened.Refusal.Text, "text/plain; charset=utf-8", statusCode: StatusCodes.Status409Conflict)
            : Results.NotFound();
    }
}
