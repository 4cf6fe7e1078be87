using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Files;
using Yaosu.Platform.Security;

namespace Yaosu.Scans;

/// <summary>The scan page and its pictures: plain HTML, no circuit, no cookie, no script.</summary>
internal static class ScanEndpoints
{
    private const string Html = "text/html; charset=utf-8";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        // What stands in an enterprise's own codes may have slashes.
        routes.MapMethods("/c/{merchant}/{**code}", [HttpMethods.Get, HttpMethods.Head], PageAsync).RequireRateLimiting(ScansModule.RateLimit).AllowAnonymous();
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

    /// <summary>Only pictures that stand on the code's own page.</summary>
    private static async Task<IResult> PictureAsync(HttpContext http, ScanCode scan, UnknownCodes unknown, FileStore files, string merchant, string code, long file)
    {
        var found = await FindAsync(http, scan, unknown, merchant, code);
        if (found.Scan is not { Answer.Drug: { } drug } scanned || (drug.ImageFileId != file && !drug.Pictures.Contains(file)))
            return Results.NotFound();
        if (await files.FindAsync(Actor.System(scanned.Code.OrgId, "扫码"), file, http.RequestAborted) is not { } stored || files.TryOpen(stored) is not { } bytes)
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
