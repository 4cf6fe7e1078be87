using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Platform.Imports;

/// <summary>Templates and refused lines come over plain HTTP, never through a circuit.</summary>
internal static class ImportEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{ImportUrls.Root}/{{code}}/template", TemplateAsync);
        routes.MapGet($"{ImportUrls.Root}/{{code}}/{{jobId:long}}/refused", RefusedAsync);
    }

    private static async Task<IResult> TemplateAsync(HttpContext http, RequestActor request, ImportList imports, string code)
    {
        if (!request.IsSignedIn || imports.Find(code) is not { } definition || definition.Lacks(request.Actor) is not null)
            return Results.NotFound();
        using var file = new MemoryStream();
        await definition.WriteTemplateAsync(file, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = FileName.ContentDisposition($"{definition.Title}模板.xlsx");
        return Results.Bytes(file.ToArray(), SpreadsheetWriter.XlsxContentType);
    }

    private static async Task<IResult> RefusedAsync(HttpContext http, RequestActor request, ImportProgress progress, DownloadLinks links, string code, long jobId)
    {
        if (!request.IsSignedIn || await progress.RunAsync(request.Actor, code, jobId, http.RequestAborted) is not { Result.RefusedFileId: { } file })
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return (await links.CreateAsync(request.Actor, file, http.RequestAborted)).TryGet(out var address) ? Results.LocalRedirect(address) : Results.NotFound();
    }
}
