using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;

namespace Yaosu.Downloads.Mine;

/// <summary>Takes an export off one's list, and its file with it.</summary>
public sealed class DeleteDownload(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        if (await MyDownloads.Own(db).AsTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } job)
            return DownloadsRefusals.NotFound;
        if (!job.IsOver)
            return DownloadsRefusals.StillRunning;
        if (ExportJobs.Result(job.ResultJson, job.CheckpointJson) is { } result
            && await db.Set<StoredFile>().SingleOrDefaultAsync(x => x.Id == result.FileId && x.State == StoredFileState.Stored, ct) is { } file)
            FileStore.Delete(db, file);
        db.Remove(job);
        db.Record(DownloadsActions.Deleted, new AuditObject(nameof(Job), job.Id, job.Title));
        db.Touch(JobTopics.All);
        return await db.TrySaveAsync(changedMeanwhile: DownloadsRefusals.ChangedMeanwhile, ct: ct);
    }
}
