using System.ComponentModel.DataAnnotations;

namespace Yaosu.Platform.Outbox;

/// <summary>Section <c>Outbox</c>.</summary>
public sealed class OutboxOptions : IValidatableObject
{
    /// <summary>How long a message is tried; the last try is made at the end of it.</summary>
    internal static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(12),
    ];

    /// <summary>How many messages this node sends at a time; 0 leaves them to other nodes.</summary>
    [Range(0, 256, ErrorMessage = "Outbox:Concurrency 应在 0 到 256 之间")]
    public int Concurrency { get; set; } = 8;

    /// <summary>How often to look without being woken.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A receiver that doesn't answer within this time has failed.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Messages that were sent or given up are deleted after so many days.</summary>
    [Range(1, 3650, ErrorMessage = "Outbox:KeepDays 应在 1 到 3650 之间")]
    public int KeepDays { get; set; } = 30;

    /// <summary>Longer than any handler may take, so that nothing has to renew it.</summary>
    internal TimeSpan Lease => Timeout + TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Poll < TimeSpan.FromMilliseconds(10) || Poll > TimeSpan.FromMinutes(1))
            yield return new("Outbox:Poll 应在 00:00:00.01 到 00:01:00 之间", [nameof(Poll)]);
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(10))
            yield return new("Outbox:Timeout 应在 00:00:00.1 到 00:10:00 之间", [nameof(Timeout)]);
    }

    internal static TimeSpan PauseAfter(int tries) => Pauses[Math.Min(tries, Pauses.Length) - 1];
}
