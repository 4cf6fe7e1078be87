using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;

namespace Yaosu.Downloads.Mine;

/// <summary>A plain link for the page: it leads to the short-lived address of the file.</summary>
internal static class FetchEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{DownloadsUrls.Mine}/{{id:long}}/file", async (
        HttpContext http, long id, RequestActor request, AppDbFactory databases, DownloadLinks links) =>
    {
        if (!request.IsSignedIn)
            return Results.NotFound();
        await using var db = databases.Open(request.Actor);
        var job = await MyDownloads.Own(db).Where(x => x.Id == id).Select(x => new { x.ResultJson, x.CheckpointJson }).SingleOrDefaultAsync(http.RequestAborted);
        if (job is null || ExportJobs.Result(job.ResultJson, job.CheckpointJson) is not { } result)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return (await links.CreateAsync(request.Actor, result.FileId, http.RequestAborted)).TryGet(out var address) ? Results.LocalRedirect(address) : Results.NotFound();
    });
}
