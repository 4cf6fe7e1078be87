using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Paging;

namespace Yaosu.Downloads.Mine;

/// <summary>The actor's own exports, newest first. Everyone may read his own.</summary>
public sealed class MyDownloads(AppDbFactory databases)
{
    public static readonly SortMap<Job> Sorts = new SortMap<Job>(x => x.Id, "asked", defaultDescending: true)
        .By("asked", x => x.CreatedAt)
        .By("title", x => x.Title);

    /// <param name="state">Null for any.</param>
    public async Task<Page<Download>> RunAsync(Actor actor, DownloadState? state, PageRequest page, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var found = await (state is { } wanted ? Filtered(db, wanted) : Own(db)).ToPageAsync(Sorts, page, Project, ct);
        return new(await ReadAsync(db, found.Rows, ct), found.Total, found.Request);
    }

    /// <summary>What is going on now, oldest first, and how much else is ready to be fetched.</summary>
    public async Task<(IReadOnlyList<Download> Going, int Ready)> GoingAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var going = await Own(db).Where(x => x.State == JobState.Waiting || x.State == JobState.Running).OrderBy(x => x.Id).Take(RequestExport.MostRunning).Select(Project).ToListAsync(ct);
        return (await ReadAsync(db, going, ct), await Filtered(db, DownloadState.Ready).CountAsync(ct));
    }

    private static readonly System.Linq.Expressions.Expression<Func<Job, Row>> Project = x =>
        new Row(x.Id, x.Title, x.State, x.ArgumentsJson, x.ResultJson, x.CreatedAt, x.StartedAt, x.ProgressDone, x.ProgressTotal, x.Error);

    internal static IQueryable<Job> Own(AppDb db)
    {
        var me = db.Actor.UserId;
        return db.Set<Job>().AsNoTracking().OfExports().Where(x => x.CreatedById == me);
    }

    private static IQueryable<Job> Filtered(AppDb db, DownloadState state)
    {
        // A file is stored in the moment its job is done, and goes with the job or when its time is over.
        var stillThere = db.Time.UtcNow() - ExportFiles.Purpose.GoesAfter!.Value;
        return state switch
        {
            DownloadState.Waiting => Own(db).Where(x => x.State == JobState.Waiting),
            DownloadState.Running => Own(db).Where(x => x.State == JobState.Running),
            DownloadState.Ready => Own(db).Where(x => x.State == JobState.Done && x.FinishedAt > stillThere),
            DownloadState.Expired => Own(db).Where(x => x.State == JobState.Done && x.FinishedAt <= stillThere),
            DownloadState.Failed => Own(db).Where(x => x.State == JobState.Failed),
            DownloadState.Cancelled => Own(db).Where(x => x.State == JobState.Cancelled),
        };
    }

    private static async Task<IReadOnlyList<Download>> ReadAsync(AppDb db, IReadOnlyList<Row> rows, CancellationToken ct)
    {
        var results = rows.ToDictionary(row => row.Id, row => ExportJobs.Result(row.ResultJson, checkpointJson: null));
        var ids = results.Values.OfType<ExportResult>().Select(result => result.FileId).ToArray();
        var now = db.Time.UtcNow();
        var files = ids.Length == 0 ? [] : await db.Set<StoredFile>()
            .Where(x => ids.Contains(x.Id) && x.State == StoredFileState.Stored && x.ExpiresAt > now)
            .ToDictionaryAsync(x => x.Id, x => x.ExpiresAt, ct);
        return [.. rows.Select(row => Read(row, results[row.Id], files, now))];
    }

    private static Download Read(Row row, ExportResult? result, Dictionary<long, DateTime?> files, DateTime now)
    {
        var expires = result is null ? null : files.GetValueOrDefault(result.FileId);
        return new(row.Id, row.Title, ExportJobs.Arguments(row.ArgumentsJson).FileName, Download.StateOf(row.State, expires is not null), row.AskedAt,
            row.Done, row.Total, Remaining(row, now), row.State == JobState.Done ? null : row.Error, result?.Size, result?.Rows, expires);
    }

    /// <summary>Nothing is said in the first seconds: such guesses jump about.</summary>
    private static TimeSpan? Remaining(Row row, DateTime now) =>
        row is { State: JobState.Running, StartedAt: { } started, Total: { } total, Done: > 0 and { } done } && now - started > TimeSpan.FromSeconds(3) && done < total
            ? (now - started) * ((double)(total - done) / done)
            : null;

    private sealed record Row(
        long Id, string Title, JobState State, string ArgumentsJson, string? ResultJson, DateTime AskedAt, DateTime? StartedAt, long Done, long? Total, string? Error);
}
