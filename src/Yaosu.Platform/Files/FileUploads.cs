using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Files;

/// <summary>Receives a file from a browser: from the socket to the disk, a buffer at a time, and never more of it than its purpose allows.</summary>
public sealed class FileUploads(AppDbFactory databases, FileStore store, FilePurposes purposes, IOptions<FileStoreOptions> options)
{
    /// <summary>For boundaries and headers around the file.</summary>
    private const int Wrapping = 16 * 1024;

    private const int BufferSize = 64 * 1024;

    private readonly ConcurrentDictionary<(long OrgId, long UserId), int> _running = [];

    public async Task<Outcome<StoredFile>> ReceiveAsync(Actor actor, string? purposeCode, HttpRequest request, CancellationToken ct)
    {
        if (purposes.Find(purposeCode) is not { Uploads.Count: > 0 } purpose)
            return StoreRefusals.PurposeUnknown;
        if (purpose.ToUpload is { } permission && actor.Lacks(permission) is { } lacking)
            return lacking;
        if (request.ContentLength > purpose.MaxBytes + Wrapping)
            return StoreRefusals.TooLarge(purpose);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = purpose.MaxBytes + Wrapping;

        var person = (actor.OrgId, actor.UserId);
        try
        {
            if (_running.AddOrUpdate(person, 1, (_, count) => count + 1) > options.Value.UploadsAtOnce)
                return StoreRefusals.TooManyUploads;
            return await ReadAsync(actor, purpose, request, ct);
        }
        catch (FileRefusedException e)
        {
            return e.Refusal;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? StoreRefusals.TooLarge(purpose) : StoreRefusals.Malformed;
        }
        finally
        {
            if (_running.AddOrUpdate(person, 0, (_, count) => count - 1) == 0)
                _running.TryRemove(new(person, 0));
        }
    }

    private async Task<Outcome<StoredFile>> ReadAsync(Actor actor, FilePurpose purpose, HttpRequest request, CancellationToken ct)
    {
        if (BoundaryOf(request) is not { } boundary)
            return StoreRefusals.Malformed;
        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 8 * 1024 };
        while (await OfBrowser(() => reader.ReadNextSectionAsync(ct)) is { } section)
            if (section.GetContentDispositionHeader() is { } part && part.IsFileDisposition())
                return await KeepAsync(actor, purpose, part.FileNameStar.HasValue ? part.FileNameStar.Value : HeaderUtilities.RemoveQuotes(part.FileName).Value, section.Body, request.ContentLength, ct);
        return StoreRefusals.NoFile;
    }

    private async Task<Outcome<StoredFile>> KeepAsync(Actor actor, FilePurpose purpose, string? name, Stream body, long? announced, CancellationToken ct)
    {
        // What was announced has the wrapping in it; that much too little is refused at its last bytes instead of its first.
        var begun = await store.BeginAsync(actor, purpose, name, announced is { } length ? Math.Max(0, length - Wrapping) : null, ct);
        if (!begun.TryGet(out var draft))
            return begun.Refusal!;
        await using (draft)
        {
            await CopyAsync(body, draft.Bytes, ct);
            var sniffed = await draft.SniffAsync(ct);
            if (!sniffed.TryGet(out var content))
                return sniffed.Refusal!;
            await draft.SettleAsync(ct);
            await using var db = databases.Open(actor);
            await db.InTransactionAsync(() => draft.StoreAsync(db, content.Kind.ContentType(), ct), ct);
            return await db.Set<StoredFile>().AsNoTracking().SingleAsync(x => x.Id == draft.Id, ct);
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await OfBrowser(() => from.ReadAsync(buffer, ct).AsTask()) is var read and > 0)
                await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What the browser sent is torn or no multipart at all; the same exceptions from our own disk are another matter.</summary>
    private static async Task<T> OfBrowser<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            throw new FileRefusedException(StoreRefusals.Malformed);
        }
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 70 } boundary
            ? boundary.Value
            : null;
}
