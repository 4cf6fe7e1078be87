namespace Yaosu.Platform.Live;

/// <summary>Gathers topics: the first goes on at once, what follows within the gap goes on together, each topic once.</summary>
/// <param name="flush">Never throws.</param>
internal sealed class Coalescer(TimeSpan gap, TimeProvider time, Func<IReadOnlyList<LiveTopic>, Task> flush)
{
    /// <summary>More topics than this mean that nobody takes them away; signals may be lost, memory may not.</summary>
    private const int Most = 100_000;

    private readonly Lock _lock = new();
    private readonly HashSet<LiveTopic> _waiting = [];
    private bool _running;

    internal void Add(LiveTopic topic) => AddRange([topic]);

    internal void AddRange(IEnumerable<LiveTopic> topics)
    {
        lock (_lock)
        {
            foreach (var topic in topics)
                if (_waiting.Count < Most)
                    _waiting.Add(topic);
            if (_running || _waiting.Count == 0)
                return;
            _running = true;
        }
        _ = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            LiveTopic[] batch;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _running = false;
                    return;
                }
                batch = [.. _waiting];
                _waiting.Clear();
            }
            await flush(batch);
            await Task.Delay(gap, time);
        }
    }
}
