using System.Globalization;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Jobs;

/// <summary>What screens subscribe to, to see jobs move.</summary>
public static class JobTopics
{
    /// <summary>Any job of the enterprise.</summary>
    public const string All = "jobs";

    public static string Of(long jobId) => string.Create(CultureInfo.InvariantCulture, $"job:{jobId}");

    /// <summary>Wakes the runners of all nodes.</summary>
    internal static readonly LiveTopic Waiting = new(0, "jobs-waiting");

    /// <summary>Tells the node that runs it to ask whether it still should.</summary>
    internal static LiveTopic Stop(long orgId, long jobId) => new(orgId, Of(jobId) + ":stop");
}
