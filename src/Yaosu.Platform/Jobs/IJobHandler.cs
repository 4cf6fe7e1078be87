namespace Yaosu.Platform.Jobs;

/// <summary>Does one kind of job. Made anew for each run, in a scope of its own.</summary>
/// <remarks>
/// A run may be cut short at any point and started again from its last checkpoint, on another node. So a step must be repeatable, or be saved in one
/// transaction with its checkpoint (<see cref="JobContext.SaveCheckpointAsync{T}(Data.AppDb, T, CancellationToken)"/>).
/// </remarks>
public interface IJobHandler<TArguments> : IJobHandler
{
    /// <param name="ct">Fires when the node stops, when a person cancels, and when the lease is lost. Clean up and let the exception out.</param>
    Task RunAsync(JobContext<TArguments> job, CancellationToken ct);
}

/// <summary>Implement <see cref="IJobHandler{TArguments}"/>.</summary>
public interface IJobHandler
{
    /// <summary>Stands in stored rows: never changed once released.</summary>
    static abstract string Kind { get; }
}

/// <summary>The job can't be done and trying again won't help; the refusal's sentence is what people read.</summary>
public sealed class JobRefusedException(Refusal refusal) : Exception(refusal.Text)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>The job was taken away (cancelled, or another node believed this one dead): nothing may be written for it any more.</summary>
public sealed class JobLeaseLostException(long jobId) : OperationCanceledException($"The lease of job {jobId} is lost.");
