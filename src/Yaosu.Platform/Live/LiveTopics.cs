using Microsoft.Extensions.Logging;

namespace Yaosu.Platform.Live;

/// <summary>Live topics of this node, joined with those of the others through the database. Nothing durable hangs on it and nothing waits for it: when the
/// other nodes can't be heard, every subscriber is told every few seconds to ask again.</summary>
public sealed class LiveTopics(ILiveTransport transport, TimeProvider time, ILogger<LiveTopics> log) : ILiveTopics, IAsyncDisposable
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SendAtMost = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskAgainEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<LiveTopic, HashSet<Subscription>> _subscriptions = [];
    private Coalescer? _toSubscribers;
    private Coalescer? _toOthers;
    private volatile bool _hearing;
    private bool _sending = true;

    private Coalescer ToSubscribers => _toSubscribers ?? Interlocked.CompareExchange(ref _toSubscribers, new(Gap, time, TellAsync), null) ?? _toSubscribers;

    private Coalescer ToOthers => _toOthers ?? Interlocked.CompareExchange(ref _toOthers, new(Gap, time, SendAsync), null) ?? _toOthers;

    public IDisposable Subscribe(LiveTopic topic, Action changed)
    {
        var subscription = new Subscription(this, topic, changed);
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(topic, out var all))
                _subscriptions.Add(topic, all = []);
            all.Add(subscription);
        }
        return subscription;
    }

    public void Changed(LiveTopic topic)
    {
        ToSubscribers.Add(topic);
        ToOthers.Add(topic);
    }

    public ValueTask DisposeAsync() => transport.DisposeAsync();

    /// <summary>Hears the other nodes until cancelled; connects again for as long as it takes.</summary>
    internal async Task ListenAsync(CancellationToken ct)
    {
        var wait = TimeSpan.Zero;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await transport.ListenAsync(ToSubscribers.Add, Hearing, ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (_hearing || wait == TimeSpan.Zero)
                    log.LogWarning(e, "The other nodes can't be heard; screens ask again every {Seconds} s until they can", AskAgainEvery.TotalSeconds);
            }
            wait = _hearing || wait == TimeSpan.Zero ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, AskAgainEvery.Ticks));
            _hearing = false;
            try
            {
                await Task.Delay(wait, time, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>While the other nodes can't be heard, stands in for what they would say.</summary>
    internal async Task StandInAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(AskAgainEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
                if (!_hearing)
                    TellAll();
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    private void Hearing()
    {
        if (!_hearing)
            log.LogInformation("The other nodes can be heard");
        _hearing = true;
        TellAll();
    }

    private void TellAll()
    {
        lock (_lock)
            ToSubscribers.AddRange(_subscriptions.Keys);
    }

    private Task TellAsync(IReadOnlyList<LiveTopic> topics)
    {
        foreach (var topic in topics)
        {
            Subscription[] all;
            lock (_lock)
                all = _subscriptions.TryGetValue(topic, out var found) ? [.. found] : [];
            foreach (var subscription in all)
                subscription.Tell();
        }
        return Task.CompletedTask;
    }

    private async Task SendAsync(IReadOnlyList<LiveTopic> topics)
    {
        try
        {
            using var over = new CancellationTokenSource(SendAtMost, time);
            await transport.SendAsync(topics, over.Token).WaitAsync(SendAtMost, time, CancellationToken.None);
            _sending = true;
        }
        catch (Exception e)
        {
            if (_sending)
                log.LogWarning(e, "The other nodes can't be told what changed; trying again");
            _sending = false;
            ToOthers.AddRange(topics);
            await Task.Delay(TimeSpan.FromSeconds(1), time);
        }
    }

    private void Remove(Subscription subscription, LiveTopic topic)
    {
        lock (_lock)
            if (_subscriptions.TryGetValue(topic, out var all) && all.Remove(subscription) && all.Count == 0)
                _subscriptions.Remove(topic);
    }

    /// <summary>Calls back on a pool thread of its own, never twice at a time: a slow subscriber delays itself only.</summary>
    private sealed class Subscription(LiveTopics owner, LiveTopic topic, Action changed) : IDisposable, IThreadPoolWorkItem
    {
        private const int Idle = 0;
        private const int Running = 1;
        private const int RunningAndToldAgain = 2;

        private int _state;
        private volatile bool _disposed;

        public void Dispose()
        {
            _disposed = true;
            owner.Remove(this, topic);
        }

        public void Execute()
        {
            do
            {
                Volatile.Write(ref _state, Running);
                try
                {
                    if (!_disposed)
                        changed();
                }
                catch (Exception e)
                {
                    owner.LogFailure(e, topic);
                }
            }
            while (Interlocked.CompareExchange(ref _state, Idle, Running) != Running);
        }

        internal void Tell()
        {
            if (Interlocked.CompareExchange(ref _state, RunningAndToldAgain, Running) == Idle && Interlocked.CompareExchange(ref _state, Running, Idle) == Idle)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void LogFailure(Exception e, LiveTopic topic) => log.LogError(e, "A subscriber of {Topic} failed", topic.Name);
}
