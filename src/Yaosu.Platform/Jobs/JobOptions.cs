using System.ComponentModel.DataAnnotations;

namespace Yaosu.Platform.Jobs;

/// <summary>Section <c>Jobs</c>.</summary>
public sealed class JobOptions : IValidatableObject
{
    /// <summary>How many jobs this node runs at a time; 0 leaves them to other nodes.</summary>
    [Range(0, 64, ErrorMessage = "Jobs:Concurrency 应在 0 到 64 之间")]
    public int Concurrency { get; set; } = 4;

    /// <summary>How often to look without being woken.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>So long after its node fell silent, a job goes on elsewhere.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(10);

    [Range(1, 100, ErrorMessage = "Jobs:MaxTries 应在 1 到 100 之间")]
    public int MaxTries { get; set; } = 5;

    /// <summary>The pause after the first failed try; each further one is four times as long.</summary>
    public TimeSpan FirstRetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stopping node waits for its jobs to let go; then it hands them over all the same.</summary>
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Jobs that are over are deleted after so many days.</summary>
    [Range(1, 3650, ErrorMessage = "Jobs:KeepDays 应在 1 到 3650 之间")]
    public int KeepDays { get; set; } = 90;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Poll < TimeSpan.FromMilliseconds(10) || Poll > TimeSpan.FromMinutes(1))
            yield return new("Jobs:Poll 应在 00:00:00.01 到 00:01:00 之间", [nameof(Poll)]);
        if (Lease < TimeSpan.FromSeconds(1) || Lease > TimeSpan.FromHours(1))
            yield return new("Jobs:Lease 应在 00:00:01 到 01:00:00 之间", [nameof(Lease)]);
        if (RenewEvery < TimeSpan.FromMilliseconds(100) || RenewEvery > Lease / 2)
            yield return new("Jobs:RenewEvery 应不小于 00:00:00.1，且不超过 Jobs:Lease 的一半", [nameof(RenewEvery)]);
        if (FirstRetryAfter < TimeSpan.Zero || FirstRetryAfter > TimeSpan.FromHours(1))
            yield return new("Jobs:FirstRetryAfter 应在 00:00:00 到 01:00:00 之间", [nameof(FirstRetryAfter)]);
        if (StopWithin < TimeSpan.Zero || StopWithin > TimeSpan.FromSeconds(7))
            yield return new("Jobs:StopWithin 应在 00:00:00 到 00:00:07 之间", [nameof(StopWithin)]);
    }

    internal TimeSpan RetryAfter(int tries) => FirstRetryAfter * Math.Pow(4, Math.Min(tries, 6) - 1);
}
