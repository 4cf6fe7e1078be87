using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;
using Yaosu.Platform.Notifications;

namespace Yaosu.Platform.Jobs;

/// <summary>The right to run a job, and every write that it allows. Each asks for the lease owner's name in the row, so a run that lost its job changes
/// nothing.</summary>
internal sealed class JobRun(Job job, string owner, AppDbFactory databases, ILiveTopics live, JobOptions options)
{
    private readonly Lock _lock = new();
    private (long Done, long? Total) _progress = (job.ProgressDone, job.ProgressTotal);
    private (long Done, long? Total) _written = (job.ProgressDone, job.ProgressTotal);
    private bool _hasCheckpoint;

    internal long OrgId => job.OrgId;

    internal long JobId => job.Id;

    internal string Title => job.Title;

    internal string ArgumentsJson => job.ArgumentsJson;

    internal string? CheckpointJson { get; private set; } = job.CheckpointJson;

    internal string? ResultJson { get; set; }

    /// <summary>Set right after the run was made; null only in between.</summary>
    internal LeaseKeeper? Keeper { get; set; }

    internal AppDb Open() => databases.Open(Actor.System(OrgId));

    internal void Progress(long done, long? total)
    {
        lock (_lock)
        {
            _progress = (done, total);
            if (_progress == _written)
                return;
        }
        Keeper?.RenewSoon();
    }

    /// <summary>Moves the end of the lease and writes the progress along.</summary>
    internal async Task<bool> RenewAsync(CancellationToken ct)
    {
        await using var db = Open();
        var due = Now + options.Lease;
        var before = _written;
        var ours = await WriteAsync(db, set => set.SetProperty(x => x.DueAt, due), ct);
        if (ours && before != _written)
            Tell();
        return ours;
    }

    internal async Task SaveCheckpointAsync(AppDb db, string json, CancellationToken ct)
    {
        var due = Now + options.Lease;
        // The first checkpoint of a run may only say that it has begun; the second shows that it gets on.
        var crashes = _hasCheckpoint ? 0 : job.Crashes;
        if (!await WriteAsync(db, set => set.SetProperty(x => x.CheckpointJson, json).SetProperty(x => x.DueAt, due).SetProperty(x => x.Crashes, crashes), ct))
        {
            Keeper?.Lost();
            throw new JobLeaseLostException(JobId);
        }
        (CheckpointJson, _hasCheckpoint) = (json, true);
        Keeper?.Renewed();
    }

    internal Task<bool> FinishAsync(CancellationToken ct) => EndAsync(
        set => set.SetProperty(x => x.State, JobState.Done)
            .SetProperty(x => x.ResultJson, ResultJson)
            .SetProperty(x => x.Error, (string?)null)
            .SetProperty(x => x.ErrorTraceId, (string?)null),
        isOver: true, due: null, failure: null, ct);

    internal Task<bool> RefuseAsync(Refusal refusal, CancellationToken ct) => EndAsync(
        set => set.SetProperty(x => x.State, JobState.Failed).SetProperty(x => x.Error, StoredText.Cut(refusal.Text, 1000)).SetProperty(x => x.ErrorTraceId, (string?)null),
        isOver: true, due: null, StoredText.Cut(refusal.Text, 1000), ct);

    internal Task<bool> FailAsync(string? traceId, CancellationToken ct)
    {
        var tries = job.Tries + 1;
        var gaveUp = tries >= options.MaxTries;
        var error = gaveUp ? JobRefusals.GaveUp(tries, traceId) : JobRefusals.WillRetry(tries, options.MaxTries, traceId);
        return EndAsync(
            set => set.SetProperty(x => x.State, gaveUp ? JobState.Failed : JobState.Waiting)
                .SetProperty(x => x.Tries, tries)
                .SetProperty(x => x.Crashes, 0)
                .SetProperty(x => x.Error, error)
                .SetProperty(x => x.ErrorTraceId, traceId),
            gaveUp, gaveUp ? null : Now + options.RetryAfter(tries), gaveUp ? error : null, ct);
    }

    /// <summary>Hands the job to another node at once; not a try.</summary>
    internal async Task<bool> ReleaseAsync(CancellationToken ct)
    {
        var released = await EndAsync(set => set.SetProperty(x => x.State, JobState.Waiting), isOver: false, due: Now, failure: null, ct);
        live.Changed(JobTopics.Waiting);
        return released;
    }

    internal void Tell()
    {
        live.Changed(new(OrgId, JobTopics.All));
        live.Changed(new(OrgId, JobTopics.Of(JobId)));
    }

    private DateTime Now => databases.Time.UtcNow();

    /// <param name="failure">Why it is over without a result; whoever asked for it is told.</param>
    private async Task<bool> EndAsync(Action<UpdateSettersBuilder<Job>> how, bool isOver, DateTime? due, string? failure, CancellationToken ct)
    {
        await using var db = Open();
        DateTime? finished = isOver ? Now : null;
        var ours = false;
        await db.InTransactionAsync(async () =>
        {
            ours = await WriteAsync(db, set =>
            {
                how(set);
                set.SetProperty(x => x.LeaseOwner, (string?)null).SetProperty(x => x.DueAt, due).SetProperty(x => x.FinishedAt, finished);
            }, ct);
            if (!ours || failure is null || job.CreatedById == 0)
                return;
            db.Notify(job.CreatedById, "任务没有完成", $"“{job.Title}”没有完成：{failure}", null);
            await db.SaveChangesAsync(ct);
        }, ct);
        Tell();
        return ours;
    }

    private async Task<bool> WriteAsync(AppDb db, Action<UpdateSettersBuilder<Job>> how, CancellationToken ct)
    {
        (long Done, long? Total) progress;
        lock (_lock)
            progress = _progress;
        var written = await db.Set<Job>()
            .Where(x => x.Id == JobId && x.State == JobState.Running && x.LeaseOwner == owner)
            .ExecuteUpdateAsync(set =>
            {
                how(set);
                set.SetProperty(x => x.ProgressDone, progress.Done).SetProperty(x => x.ProgressTotal, progress.Total);
            }, ct);
        lock (_lock)
            _written = progress;
        return written == 1;
    }
}
