using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Files;

/// <summary>Removes files that were deleted, that have expired, and that were given up by a node that died. Every node sweeps; what one has removed the
/// next doesn't find.</summary>
internal sealed class FileSweeper(AppDbFactory databases, ILiveTopics live, FileStore store, IOptions<FileStoreOptions> options, ILogger<FileSweeper> log)
    : PolledService(options.Value.SweepEvery, databases.Time, log)
{
    private const string Why = "Files of all enterprises are swept together.";
    private const int AtOnce = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var deleted = live.Subscribe(FileStore.Deleted, WakeUp.Wake);
        await base.ExecuteAsync(stoppingToken);
    }

    protected override async Task<bool> RoundAsync(CancellationToken ct) => await SweepAsync(ct) == AtOnce;

    /// <returns>How many were removed.</returns>
    internal async Task<int> SweepAsync(CancellationToken ct)
    {
        var now = Time.UtcNow();
        var givenUp = now - options.Value.GivenUpAfter;
        await using var platform = databases.OpenPlatform();
        var found = await platform.Set<StoredFile>().OfAllOrgs(Why)
            .Where(x => x.State == StoredFileState.Deleted
                || (x.State == StoredFileState.Stored && x.ExpiresAt <= now)
                || (x.State == StoredFileState.Writing && x.CreatedAt <= givenUp))
            .OrderBy(x => x.CreatedAt)
            .Select(x => new { x.OrgId, x.Id, x.CreatedAt, x.State })
            .Take(AtOnce)
            .ToListAsync(ct);
        var removed = 0;
        foreach (var file in found)
        {
            await using var db = databases.Open(Actor.System(file.OrgId));
            // Asked again in the statement: a use case may have kept the file since we looked.
            if (file.State != StoredFileState.Deleted)
                await db.Set<StoredFile>()
                    .Where(x => x.Id == file.Id && x.State == file.State && (x.State == StoredFileState.Writing || x.ExpiresAt <= now))
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, StoredFileState.Deleted), ct);
            if (await db.Set<StoredFile>().AnyAsync(x => x.Id == file.Id && x.State == StoredFileState.Deleted, ct))
                removed += await TryRemoveAsync(db, file.Id, file.CreatedAt, ct) ? 1 : 0;
        }
        return removed;
    }

    /// <summary>A file that somebody holds open or whose folder is read-only must not keep the others.</summary>
    private async Task<bool> TryRemoveAsync(AppDb db, long id, DateTime createdAt, CancellationToken ct)
    {
        try
        {
            await store.RemoveAsync(db, id, createdAt, ct);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogWarning(e, "File {FileId} of {OrgId} could not be removed; the next sweep tries again", id, db.OrgId);
            return false;
        }
    }
}
