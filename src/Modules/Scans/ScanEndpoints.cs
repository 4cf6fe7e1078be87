using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Yaosu.Platform.Files;
using Yaosu.Platform.Security;

namespace Yaosu.Scans;

/// <summary>The scan page and its pictures: plain HTML, no circuit, no cookie, no script.</summary>
internal static class ScanEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        // What stands in an enterprise's own codes may have slashes.
        routes.MapMethods("/c/{merchant}/{**code}", [HttpMethods.Get, HttpMethods.Head], PageAsync).RequireRateLimiting(ScansModule.RateLimit).AllowAnonymous();
        routes.MapMethods("/c/{merchant}/{code}/pictures/{file:long}", [HttpMethods.Get, HttpMethods.Head], PictureAsync).AllowAnonymous();
    }

    private static async Task<RazorComponentResult<ScanPage>> PageAsync(HttpContext http, ScanCode scan, UnknownCodes unknown, string merchant, string? code)
    {
        var address = AddressOf(http);
        var asksTooMuch = unknown.TooMany(address);
        var typed = Whole(code ?? "");
        var answer = asksTooMuch ? null : await scan.FindAsync(merchant, typed, http.RequestAborted);
        // An own code may have been printed with a query; for all others it is a trace of whoever passed the link on.
        if (answer is null && !asksTooMuch && http.Request.QueryString.Value is { Length: > 1 } query)
            answer = await scan.FindAsync(merchant, typed + query, http.RequestAborted);
        if (answer is null && !asksTooMuch)
            unknown.Count(address);
        if (asksTooMuch)
            http.Response.Headers.RetryAfter = "60";
        return new(new Dictionary<string, object?> { [nameof(ScanPage.Answer)] = answer, [nameof(ScanPage.AsksTooMuch)] = asksTooMuch, [nameof(ScanPage.Path)] = $"/c/{Uri.EscapeDataString(merchant)}/{Uri.EscapeDataString(answer?.Code.Code ?? typed)}" })
        {
            StatusCode = asksTooMuch ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK,
        };
    }

    /// <summary>Only pictures that stand on the code's own page.</summary>
    private static async Task<IResult> PictureAsync(HttpContext http, ScanCode scan, UnknownCodes unknown, FileStore files, string merchant, string code, long file)
    {
        if (unknown.TooMany(AddressOf(http)) || await scan.FindAsync(merchant, Whole(code), http.RequestAborted) is not { Drug: { } drug } answer || (drug.ImageFileId != file && !drug.Pictures.Contains(file)))
            return Results.NotFound();
        if (await files.FindAsync(Actor.System(answer.Code.OrgId, "扫码"), file, http.RequestAborted) is not { } stored || files.TryOpen(stored) is not { } bytes)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=300";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Stream(bytes, stored.ContentType, entityTag: new EntityTagHeaderValue($"\"{stored.Sha256}\""));
    }

    /// <summary>The server leaves slashes that were written as <c>%2F</c>.</summary>
    private static string Whole(string code) => code.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress is { } address ? ClientAddress.Household(address) : "";
}
