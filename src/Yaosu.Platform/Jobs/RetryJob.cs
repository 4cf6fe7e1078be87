using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Jobs;

/// <summary>Sends a failed or cancelled job on its way again, from its last checkpoint.</summary>
public sealed class RetryJob(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        if (await db.Set<Job>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } job)
            return JobRefusals.NotFound;
        if (job.CreatedById != actor.UserId && !actor.May(JobPermissions.ManageAll))
            return JobRefusals.NotYours;
        if (job.Retry(db.Time.UtcNow()) is { IsDone: false } refused)
            return refused;
        db.Record(JobActions.Retried, new AuditObject(nameof(Job), job.Id, job.Title));
        db.Touch(JobTopics.All);
        db.Touch(JobTopics.Of(id));
        db.Touch(JobTopics.Waiting);
        return await db.TrySaveAsync(changedMeanwhile: JobRefusals.ChangedMeanwhile, ct: ct);
    }
}
