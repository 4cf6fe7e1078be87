using Yaosu.Platform.Live;

namespace Yaosu.Platform.Outbox;

/// <summary>What screens subscribe to, to see messages leave.</summary>
public static class OutboxTopics
{
    public const string All = "outbox";

    /// <summary>Wakes the dispatchers of all nodes.</summary>
    internal static readonly LiveTopic Waiting = new(0, "outbox-waiting");
}
