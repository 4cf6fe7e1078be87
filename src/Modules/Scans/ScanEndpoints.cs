using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Yaosu.Batches.Contracts;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Security;

namespace Yaosu.Scans;

/// <summary>The scan page and its pictures: plain HTML, no circuit, no cookie, no script.</summary>
internal static class ScanEndpoints
{
    private const string Html = "text/html; charset=utf-8";

    /// <summary>Stands for a code on previews.</summary>
    private const string PreviewCode = "00000000000000000000";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        // What stands in an enterprise's own codes may have slashes.
        routes.MapMethods("/c/{merchant}/{**code}", [HttpMethods.Get, HttpMethods.Head], PageAsync).RequireRateLimiting(ScansModule.RateLimit).AllowAnonymous();
        routes.MapGet(ScannedBatches.PreviewRoute, PreviewAsync);
        routes.MapGet($"{ScannedBatches.PreviewRoute}/pictures/{{file:long}}", PreviewPictureAsync);
        routes.MapMethods("/c/{merchant}/{code}/pictures/{file:long}", [HttpMethods.Get, HttpMethods.Head], PictureAsync).RequireRateLimiting(ScansModule.RateLimit).AllowAnonymous();
    }

    private static async Task<IResult> PageAsync(HttpContext http, ScanCode scan, ScanHtml html, UnknownCodes unknown, string merchant, string? code)
    {
        var found = await FindAsync(http, scan, unknown, merchant, code ?? "");
        if (found.AsksTooMuch)
        {
            http.Response.Headers.RetryAfter = "60";
            return Results.Content(await html.OfTooManyAsync(), Html, statusCode: StatusCodes.Status429TooManyRequests);
        }
        return Results.Content(
            found.Scan is { } scanned ? await html.OfAsync(scanned.Code.Code, $"/c/{Uri.EscapeDataString(merchant)}/{Uri.EscapeDataString(scanned.Code.Code)}", scanned.Answer) : await html.OfUnknownAsync(), Html);
    }

    /// <summary>For people of the enterprise; nothing is counted.</summary>
    private static async Task<IResult> PreviewAsync(HttpContext http, RequestActor request, ScanCode scan, ScanHtml html, long id, string? state)
    {
        if (!request.IsSignedIn)
            return Results.NotFound();
        var wanted = Enum.TryParse<BatchState>(state, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : (BatchState?)null;
        if (!(await scan.PreviewAsync(request.Actor, id, wanted, http.RequestAborted)).TryGet(out var answer))
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(await html.OfAsync(PreviewCode, answer.Preview!.Url, answer), Html);
    }

    private static async Task<IResult> PreviewPictureAsync(HttpContext http, RequestActor request, ScanCode scan, FileStore files, long id, long file) =>
        request.IsSignedIn && (await scan.PreviewAsync(request.Actor, id, BatchState.Active, http.RequestAborted)).TryGet(out var answer)
            ? await SendPictureAsync(http, files, request.Actor.OrgId, answer, file)
            : Results.NotFound();

    /// <summary>Only pictures that stand on the code's own page.</summary>
    private static async Task<IResult> PictureAsync(HttpContext http, ScanCode scan, UnknownCodes unknown, FileStore files, string merchant, string code, long file)
    {
        var found = await FindAsync(http, scan, unknown, merchant, code);
        return found.Scan is { } scanned ? await SendPictureAsync(http, files, scanned.Code.OrgId, scanned.Answer, file) : Results.NotFound();
    }

    private static async Task<IResult> SendPictureAsync(HttpContext http, FileStore files, long orgId, ScanAnswer answer, long file)
    {
        if (answer.Drug is not { } drug || (drug.ImageFileId != file && !drug.Pictures.Contains(file)))
            return Results.NotFound();
        if (await files.FindAsync(Actor.System(orgId, "扫码"), file, http.RequestAborted) is not { } stored || files.TryOpen(stored) is not { } bytes)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=300";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Stream(bytes, stored.ContentType, entityTag: new EntityTagHeaderValue($"\"{stored.Sha256}\""));
    }

    /// <summary>Whatever asks for a code that isn't known is counted, and waits as long as every other such question: neither the answer nor its time says what was wrong with the code.</summary>
    private static async Task<((ScannedCode Code, ScanAnswer Answer)? Scan, bool AsksTooMuch)> FindAsync(HttpContext http, ScanCode scan, UnknownCodes unknown, string merchant, string code)
    {
        var (address, start) = (AddressOf(http), unknown.Start());
        if (unknown.TooMany(address))
            return (null, true);
        var typed = Whole(code);
        if (await scan.FindAsync(merchant, typed, http.RequestAborted) is { } found)
            return (found, false);
        // An own code may have been printed with a query; for all others it is a trace of whoever passed the link on.
        if (http.Request.QueryString.Value is { Length: > 1 } query && await scan.FindAsync(merchant, typed + query, http.RequestAborted) is { } asked)
            return (asked, false);
        unknown.Count(address);
        await unknown.WaitAsync(start, http.RequestAborted);
        return (null, false);
    }

    /// <summary>The server leaves slashes that were written as <c>%2F</c>.</summary>
    private static string Whole(string code) => code.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress is { } address ? ClientAddress.Household(address) : "";
}
