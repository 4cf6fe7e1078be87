using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Files;

/// <summary>Keeps the files of enterprises: what they are in the database, their bytes in a folder that all nodes share.</summary>
public sealed class FileStore(AppDbFactory databases, FilePurposes purposes, IOptions<FileStoreOptions> options, ILogger<FileStore> log)
{
    /// <summary>Wakes the sweepers of all nodes.</summary>
    internal static readonly LiveTopic Deleted = new(0, "files-deleted");

    private readonly FileFolder _folder = new(options.Value.Folder);

    private long Quota => options.Value.QuotaBytes;

    /// <summary>Begins a file for the actor's enterprise. Dispose what is returned, stored or not.</summary>
    /// <param name="name">As somebody outside gave it; made safe here.</param>
    /// <param name="announced">The size when it is known beforehand, so that a hopeless upload is refused before its first byte.</param>
    public async Task<Outcome<FileDraft>> BeginAsync(Actor actor, FilePurpose purpose, string? name, long? announced, CancellationToken ct)
    {
        if (announced > purpose.MaxBytes)
            return StoreRefusals.TooLarge(purpose);
        await using var db = databases.Open(actor);
        var left = Quota - await db.Set<FileUsage>().Select(x => x.Bytes).SingleOrDefaultAsync(ct);
        if (left <= 0 || announced > left)
            return StoreRefusals.QuotaReached(Quota);
        var row = new StoredFile { Name = FileName.Safe(name), Purpose = purpose.Code, CreatedAt = databases.Time.UtcNow(), CreatedById = actor.UserId };
        db.Add(row);
        await db.SaveChangesAsync(ct);
        try
        {
            return left < purpose.MaxBytes
                ? new FileDraft(this, purpose, row, PathOf(row), left, StoreRefusals.QuotaReached(Quota))
                : new FileDraft(this, purpose, row, PathOf(row), purpose.MaxBytes, StoreRefusals.TooLarge(purpose));
        }
        catch
        {
            await GiveUpAsync(row.OrgId, row.Id);
            throw;
        }
    }

    /// <summary>Keeps a file that is read from a stream: by its content, within the limits of its purpose, until it goes by itself or is kept.</summary>
    public async Task<Outcome<long>> ReceiveAsync(Actor actor, FilePurpose purpose, string? name, Stream bytes, long size, CancellationToken ct = default)
    {
        var begun = await BeginAsync(actor, purpose, name, size, ct);
        if (!begun.TryGet(out var draft))
            return begun.Refusal!;
        await using (draft)
        {
            try
            {
                await bytes.CopyToAsync(draft.Bytes, ct);
                var sniffed = await draft.SniffAsync(ct);
                if (!sniffed.TryGet(out var content))
                    return sniffed.Refusal!;
                await draft.SettleAsync(ct);
                await using var db = databases.Open(actor);
                await db.InTransactionAsync(() => draft.StoreAsync(db, content.Kind.ContentType(), ct), ct);
            }
            catch (FileRefusedException e)
            {
                return e.Refusal;
            }
            return draft.Id;
        }
    }

    /// <summary>A file that the actor may read now; else null, for whatever reason.</summary>
    public async Task<StoredFile?> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var now = databases.Time.UtcNow();
        var file = await db.Set<StoredFile>().AsNoTracking()
            .SingleOrDefaultAsync(x => x.Id == id && x.State == StoredFileState.Stored && (x.ExpiresAt == null || x.ExpiresAt > now), ct);
        return file is not null && purposes.Find(file.Purpose)?.MayRead(actor, file) == true ? file : null;
    }

    /// <summary>Null when the bytes are lost, which only somebody outside can bring about; the log says so.</summary>
    public FileStream? TryOpen(StoredFile file)
    {
        var bytes = FileFolder.TryOpen(PathOf(file));
        if (bytes is null)
            log.LogError("The bytes of file {FileId} of {OrgId} are not in {Folder}", file.Id, file.OrgId, options.Value.Folder);
        return bytes;
    }

    /// <summary>In the change that no longer needs the file; nobody can read it after the commit, and the sweeper removes its bytes.</summary>
    public static void Delete(AppDb db, StoredFile file)
    {
        file.Delete();
        db.Touch(Deleted);
    }

    /// <summary>Lets go what was received and is no longer needed; whoever has done so before was faster.</summary>
    internal async Task DiscardAsync(Actor actor, long id)
    {
        await using var db = databases.Open(actor);
        if (await db.Set<StoredFile>().Where(x => x.Id == id && x.State == StoredFileState.Stored).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, StoredFileState.Deleted)) == 0)
            return;
        db.Touch(Deleted);
        await db.SaveChangesAsync();
    }

    /// <summary>Counts the bytes against the quota in the caller's transaction; of two who want the last of it one is refused.</summary>
    internal async Task TakeQuotaAsync(AppDb db, long bytes, CancellationToken ct)
    {
        if (await TakeAsync() > 0)
            return;
        await db.Engine.InsertIfMissingAsync(db, new FileUsage { Id = FileUsage.OnlyId }, ct);
        if (await TakeAsync() == 0)
            throw new FileRefusedException(StoreRefusals.QuotaReached(Quota));

        Task<int> TakeAsync() => db.Set<FileUsage>().Where(x => x.Bytes + bytes <= Quota).ExecuteUpdateAsync(set => set.SetProperty(x => x.Bytes, x => x.Bytes + bytes), ct);
    }

    /// <summary>Removes a draft unless it was stored. The row decides, because a commit may have gone either way.</summary>
    internal async Task GiveUpAsync(long orgId, long id)
    {
        try
        {
            await using var db = databases.Open(Actor.System(orgId));
            var ours = await db.Set<StoredFile>().Where(x => x.Id == id && x.State == StoredFileState.Writing)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, StoredFileState.Deleted));
            if (ours == 1)
                await RemoveAsync(db, id, await db.Set<StoredFile>().Where(x => x.Id == id).Select(x => x.CreatedAt).SingleAsync(), CancellationToken.None);
        }
        catch (Exception e)
        {
            // The row still says Writing or Deleted, so the sweeper finishes this.
            log.LogWarning(e, "File {FileId} of {OrgId} was given up but could not be removed yet", id, orgId);
        }
    }

    /// <summary>Removes the bytes of a Deleted row, then the row, and gives the quota back; any number of nodes may try at once.</summary>
    internal async Task RemoveAsync(AppDb db, long id, DateTime createdAt, CancellationToken ct)
    {
        FileFolder.Remove(_folder.PathOf(db.OrgId, createdAt, id));
        await db.InTransactionAsync(async () =>
        {
            var size = await db.Set<StoredFile>().Where(x => x.Id == id && x.State == StoredFileState.Deleted).Select(x => x.Size).SingleOrDefaultAsync(ct);
            if (await db.Set<StoredFile>().Where(x => x.Id == id && x.State == StoredFileState.Deleted).ExecuteDeleteAsync(ct) == 1 && size > 0)
                await db.Set<FileUsage>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Bytes, x => x.Bytes - size), ct);
        }, ct);
    }

    /// <summary>Compares the bytes with what the row says of them; null when they agree, else the rest of a sentence about the file.</summary>
    internal async Task<string?> WhatIsWrongAsync(StoredFile file, CancellationToken ct)
    {
        await using var bytes = FileFolder.TryOpen(PathOf(file));
        if (bytes is null)
            return "不在文件目录中";
        if (bytes.Length != file.Size)
            return $"大小不符：登记 {file.Size} 字节，实际 {bytes.Length} 字节";
        return Convert.ToHexString(await SHA256.HashDataAsync(bytes, ct)).Equals(file.Sha256, StringComparison.OrdinalIgnoreCase) ? null : "内容已被改动";
    }

    internal string PathOf(StoredFile file) => _folder.PathOf(file.OrgId, file.CreatedAt, file.Id);
}
