using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Jobs;

namespace Yaosu.Platform.Imports;

/// <param name="Error">A sentence about what went wrong last; null when nothing did.</param>
/// <param name="Result">Null until it is done.</param>
public sealed record ImportState(long JobId, string FileName, JobState State, long Done, long? Total, string? Error, ImportResult? Result)
{
    public int? Percent => Total is > 0 and { } total ? (int)Math.Clamp(Done * 100 / total, 0, 100) : null;

    public bool IsOver => State is JobState.Done or JobState.Failed or JobState.Cancelled;
}

/// <summary>How far an import of the actor's own is. Everyone may look at his own.</summary>
public sealed class ImportProgress(AppDbFactory databases)
{
    /// <returns>Null when there is no such import of his.</returns>
    public async Task<ImportState?> RunAsync(Actor actor, string code, long jobId, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var me = actor.UserId;
        var job = await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == jobId && x.Kind == ImportJob.JobKind && x.CreatedById == me, ct);
        if (job is null || StoredJson.Read<ImportArguments>(job.ArgumentsJson) is var arguments && arguments.Code != code)
            return null;
        return new(job.Id, arguments.FileName, job.State, job.ProgressDone, job.ProgressTotal, job.State == JobState.Done ? null : job.Error,
            job.ResultJson is { } json ? StoredJson.Read<ImportResult>(json) : null);
    }
}
