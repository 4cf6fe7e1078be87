using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Yaosu.Platform.Access;

namespace Yaosu.Platform.Files;

/// <summary>Files come and go over plain HTTP, never through a circuit.</summary>
internal static class FilesEndpoints
{
    internal const string TokenHeader = "RequestVerificationToken";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(FileUrls.Upload, UploadAsync);
        routes.MapMethods($"{FileUrls.Upload}/{{id:long}}", [HttpMethods.Get, HttpMethods.Head], ShowAsync);
        routes.MapMethods($"{FileUrls.Downloads}/{{token}}", [HttpMethods.Get, HttpMethods.Head], DownloadAsync);
    }

    private static async Task<IResult> UploadAsync(HttpContext http, RequestActor request, IAntiforgery antiforgery, FileUploads uploads, string? purpose)
    {
        if (!request.IsSignedIn)
            return Refused(StoreRefusals.SignInFirst);
        // Without the header the check would look for the token in the form, and read all of the body to find it.
        if (string.IsNullOrEmpty(http.Request.Headers[TokenHeader]) || !await antiforgery.IsRequestValidAsync(http))
            return Refused(StoreRefusals.PageStale);
        var received = await uploads.ReceiveAsync(request.Actor, purpose, http.Request, http.RequestAborted);
        return received.TryGet(out var file)
            ? Results.Json(new UploadedFile(file.Id, file.Name, file.Size, file.ContentType, FileUrls.Image(file.Id)))
            : Refused(received.Refusal!);
    }

    /// <summary>Pictures in pages. Everything else goes out as a download only, so that nothing somebody uploaded ever runs as a page of ours.</summary>
    private static async Task<IResult> ShowAsync(HttpContext http, RequestActor request, FileStore store, long id)
    {
        if (!request.IsSignedIn || await store.FindAsync(request.Actor, id, http.RequestAborted) is not { } file || !IsImage(file) || store.TryOpen(file) is not { } bytes)
            return Results.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = "private, no-cache";
        Harden(headers);
        return Results.Stream(bytes, file.ContentType, entityTag: TagOf(file));
    }

    private static async Task<IResult> DownloadAsync(HttpContext http, RequestActor request, DownloadLinks links, FileStore store, string token)
    {
        if (!request.IsSignedIn || await links.OpenAsync(request.Actor, token, http.RequestAborted) is not { } file || store.TryOpen(file) is not { } bytes)
            return Results.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentDisposition = FileName.ContentDisposition(file.Name);
        Harden(headers);
        // A tag lets a browser go on where a broken download stopped.
        return Results.Stream(bytes, file.ContentType, entityTag: TagOf(file), enableRangeProcessing: true);
    }

    private static void Harden(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
    }

    private static bool IsImage(StoredFile file) => FileKinds.Images.Any(kind => kind.ContentType() == file.ContentType);

    private static EntityTagHeaderValue TagOf(StoredFile file) => new($"\"{file.Sha256}\"");

    private static IResult Refused(Refusal refusal) => Results.Json(new UploadRefused(refusal.Code, refusal.Text), statusCode: refusal.Code switch
    {
        "file.too-large" => StatusCodes.Status413PayloadTooLarge,
        "file.kind-not-allowed" or "file.unknown" or "file.private-key" => StatusCodes.Status415UnsupportedMediaType,
        "file.sign-in-first" => StatusCodes.Status401Unauthorized,
        "file.too-many-uploads" => StatusCodes.Status429TooManyRequests,
        "file.quota" => StatusCodes.Status507InsufficientStorage,
        "access.denied" => StatusCodes.Status403Forbidden,
        "file.page-stale" or "file.malformed" or "file.missing" or "file.purpose-unknown" => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status422UnprocessableEntity,
    });

    private sealed record UploadedFile(long Id, string Name, long Size, string ContentType, string Url);

    private sealed record UploadRefused(string Code, string Text);
}
