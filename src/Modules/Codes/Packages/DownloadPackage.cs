using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Yaosu.Codes.OwnCodes;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Codes.Packages;

/// <summary>Hands out the codes of a package as text.</summary>
public sealed class DownloadPackage(AppDbFactory databases, PackageWriters writers)
{
    // A download that goes on, by whoever began it.
    private static readonly TimeSpan OneDownload = TimeSpan.FromHours(12);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods($"{CodesUrls.Packages}/{{id:long}}/codes.csv", [HttpMethods.Get, HttpMethods.Head], AnswerAsync);

    /// <param name="isBeginning">Whether the file is asked for from its start. What goes on with a download that stands in the audit log isn't recorded again.</param>
    public async Task<Outcome<(CodePackage Package, Stream Text)>> OpenAsync(Actor actor, long id, bool isBeginning, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.DownloadPackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await OpenAsync(db, id, isBeginning, ct);
    }

    /// <param name="db">Of the enterprise whose package it is; who asks may have it.</param>
    internal async Task<Outcome<(CodePackage Package, Stream Text)>> OpenAsync(AppDb db, long id, bool isBeginning, CancellationToken ct)
    {
        if (await db.Set<CodePackage>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } package)
            return CodesRefusals.PackageNotFound;
        if (package.ReadyAt is null)
            return CodesRefusals.PackageNotReady;
        if (db.Actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        var text = await TextAsync(db, package, ct);
        if (isBeginning || !await BegunAsync(db, id, ct))
        {
            db.Record(CodesActions.PackageDownloaded, new AuditObject(nameof(CodePackage), id, package.Number), FormattableString.Invariant($"{package.Total} 个码"));
            var saved = await db.TrySaveAsync(ct: ct);
            if (!saved.IsDone)
            {
                await text.DisposeAsync();
                return saved.Refusal!;
            }
        }
        return (package, text);
    }

    private static Task<bool> BegunAsync(AppDb db, long id, CancellationToken ct)
    {
        var (person, since) = (db.Actor.UserId, db.Time.UtcNow() - OneDownload);
        return db.Set<AuditEntry>().AnyAsync(x => x.ObjectType == nameof(CodePackage) && x.ObjectId == id && x.Action == CodesActions.PackageDownloaded.Code && x.ActorId == person && x.At > since, ct);
    }

    /// <summary>Of own codes it can only be read from its beginning.</summary>
    internal async Task<Stream> TextAsync(AppDb db, CodePackage package, CancellationToken ct)
    {
        if (package.Mode == PackageMode.Own)
            return new OwnPackageText(databases, db.Actor, package);
        var levels = new List<(PackageLevel, CodeWriter)>();
        foreach (var level in await db.Set<PackageLevel>().AsNoTracking().Where(x => x.PackageId == package.Id).ToListAsync(ct))
            levels.Add((level, await writers.OfAsync(package, level, ct)));
        return new PackageTextStream(new(package, levels));
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, RequestActor request, DownloadPackage downloads, long id)
    {
        if (!request.IsSignedIn)
            return Results.NotFound();
        var opened = await downloads.OpenAsync(request.Actor, id, IsBeginning(http.Request), http.RequestAborted);
        if (!opened.TryGet(out var download))
            return opened.Refusal == CodesRefusals.PackageNotFound || request.Actor.Lacks(CodesPermissions.DownloadPackages) is not null
                ? Results.NotFound()
                : Results.Text(opened.Refusal!.Text, "text/plain; charset=utf-8", statusCode: StatusCodes.Status409Conflict);
        return Send(http, download.Package, download.Text);
    }

    internal static bool IsBeginning(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && (request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From ?? 0) == 0;

    internal static IResult Send(HttpContext http, CodePackage package, Stream text)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentDisposition = FileName.ContentDisposition($"码包_{package.Number}.csv");
        // Its codes never change, so the tag lets a browser go on where a broken download stopped.
        return Results.Stream(text, SpreadsheetWriter.CsvContentType, entityTag: new EntityTagHeaderValue($"\"{package.Number}\""), enableRangeProcessing: text.CanSeek);
    }
}
