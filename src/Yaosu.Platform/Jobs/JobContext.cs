using Yaosu.Platform.Background;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Jobs;

/// <summary>One run of a job, as its handler sees it.</summary>
public abstract class JobContext
{
    private readonly JobRun _run;

    private protected JobContext(JobRun run, Actor actor)
    {
        _run = run;
        Actor = actor;
    }

    /// <summary>Whoever asked for the job, with the rights he has now.</summary>
    public Actor Actor { get; }

    public long JobId => _run.JobId;

    public string Title => _run.Title;

    /// <summary>What the last checkpoint holds; null when there is none yet.</summary>
    public T? Checkpoint<T>()
        where T : class => _run.CheckpointJson is { } json ? StoredJson.Read<T>(json) : null;

    /// <summary>From here the job goes on after a crash. Also proves that the job is still ours.</summary>
    /// <exception cref="JobLeaseLostException">It is not.</exception>
    public async Task SaveCheckpointAsync<T>(T checkpoint, CancellationToken ct = default)
        where T : class
    {
        await using var db = _run.Open();
        await _run.SaveCheckpointAsync(db, StoredJson.Write(checkpoint), ct);
        _run.Tell();
    }

    /// <summary>The same inside the caller's transaction: the step and its checkpoint hold together or not at all, so the step happens exactly once.</summary>
    /// <exception cref="JobLeaseLostException">The job is no longer ours; let it out, so that the transaction is rolled back.</exception>
    public async Task SaveCheckpointAsync<T>(AppDb db, T checkpoint, CancellationToken ct = default)
        where T : class
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Call this inside InTransactionAsync.");
        await _run.SaveCheckpointAsync(db, StoredJson.Write(checkpoint), ct);
        db.Touch(JobTopics.All);
        db.Touch(JobTopics.Of(JobId));
    }

    /// <summary>Call as often as you like: it is written about twice a second.</summary>
    /// <param name="total">Null while nobody knows.</param>
    public void Progress(long done, long? total = null) => _run.Progress(done, total);

    /// <summary>What the job hands back when it is done.</summary>
    public void Result<T>(T result) => _run.ResultJson = StoredJson.Write(result);
}

/// <inheritdoc/>
public sealed class JobContext<TArguments> : JobContext
{
    internal JobContext(JobRun run, Actor actor, TArguments arguments)
        : base(run, actor) => Arguments = arguments;

    public TArguments Arguments { get; }
}
