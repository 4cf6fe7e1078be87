using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;

namespace Yaosu.Tests.Downloads;

/// <summary>Exports in any state, without anybody running them.</summary>
internal static class SeededDownloads
{
    public static readonly ExportArguments Arguments = new("test.numbers", """{"count":3,"pinned":3}""", ["number"], ExportFormat.Csv, "测试数据_20260105_100000.csv");

    /// <returns>The job's id.</returns>
    public static async Task<long> ExportAsync(this AppDbFactory databases, Actor actor, JobState state, string title = "审计日志", bool withFile = true, long done = 0, long? total = null, string? error = null)
    {
        await using var db = databases.Open(actor);
        var job = db.Enqueue(ExportJob.JobKind, title, Arguments);
        await db.SaveChangesAsync();
        var now = databases.Time.UtcNow();
        DateTime? started = state == JobState.Waiting ? null : now;
        DateTime? over = state is JobState.Done or JobState.Failed or JobState.Cancelled ? now : null;
        DateTime? due = over is null ? now : null;
        var result = state == JobState.Done ? StoredJson.Write(new ExportResult(withFile ? await FileAsync(db, now) : -1, Arguments.FileName, 2048, 3)) : null;
        await db.Set<Job>().Where(x => x.Id == job.Id).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.State, state).SetProperty(x => x.ProgressDone, done).SetProperty(x => x.ProgressTotal, total).SetProperty(x => x.Error, error)
            .SetProperty(x => x.StartedAt, started).SetProperty(x => x.FinishedAt, over).SetProperty(x => x.DueAt, due).SetProperty(x => x.ResultJson, result));
        return job.Id;
    }

    public static async Task<Job?> FindAsync(this AppDbFactory databases, Actor actor, long id)
    {
        await using var db = databases.Open(actor);
        return await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id);
    }

    private static async Task<long> FileAsync(AppDb db, DateTime now)
    {
        var file = new StoredFile { Name = Arguments.FileName, Purpose = ExportFiles.Purpose.Code, CreatedAt = now, CreatedById = db.Actor.UserId };
        db.Add(file);
        await db.SaveChangesAsync();
        var expires = now + ExportFiles.Purpose.GoesAfter;
        await db.Set<StoredFile>().Where(x => x.Id == file.Id).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.State, StoredFileState.Stored).SetProperty(x => x.Size, 2048).SetProperty(x => x.Sha256, new string('A', 64))
            .SetProperty(x => x.ContentType, "text/csv").SetProperty(x => x.ExpiresAt, expires));
        return file.Id;
    }
}
