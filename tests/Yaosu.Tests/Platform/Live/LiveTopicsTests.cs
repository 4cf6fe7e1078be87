using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Yaosu.Platform.Live;
using Yaosu.Tests.Platform.Background;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Live;

/// <summary>Live topics of one node, with a transport that is as good or bad as the test says.</summary>
public sealed class LiveTopicsTests : IAsyncDisposable
{
    private static readonly LiveTopic Orders = new(1, "orders");
    private static readonly LiveTopic OrdersOfAnother = new(2, "orders");

    private readonly ManualTime _time = new();
    private readonly Wire _wire = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly LiveTopics _live;

    public LiveTopicsTests() => _live = new(_wire, _time, NullLogger<LiveTopics>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _live.DisposeAsync();
        _stopping.Dispose();
    }

    [Fact]
    public async Task The_first_change_is_told_at_once_and_those_that_follow_together_a_moment_later()
    {
        var told = 0;
        using var subscription = _live.Subscribe(Orders, () => Interlocked.Increment(ref told));

        _live.Changed(Orders);
        await Eventually.IsTrueAsync(() => Volatile.Read(ref told) == 1 && _wire.Sent.Count == 1 && _time.ActiveTimers == 2);
        for (var i = 0; i < 500; i++)
            _live.Changed(Orders);
        Volatile.Read(ref told).Should().Be(1);

        await Eventually.IsTrueAsync(() => Volatile.Read(ref told) == 2 && _wire.Sent.Count == 2, _time, TimeSpan.FromMilliseconds(100));
        await Eventually.IsTrueAsync(() => _time.ActiveTimers == 0, _time, TimeSpan.FromMilliseconds(100));
        Volatile.Read(ref told).Should().Be(2);
        _wire.Sent.Should().HaveCount(2).And.OnlyContain(batch => batch.Single() == Orders);
    }

    [Fact]
    public async Task Topics_of_another_enterprise_are_not_heard()
    {
        var (mine, others) = (0, 0);
        using var a = _live.Subscribe(Orders, () => Interlocked.Increment(ref mine));
        using var b = _live.Subscribe(OrdersOfAnother, () => Interlocked.Increment(ref others));

        _live.Changed(OrdersOfAnother);

        await Eventually.IsTrueAsync(() => Volatile.Read(ref others) == 1);
        Volatile.Read(ref mine).Should().Be(0);
    }

    [Fact]
    public async Task A_subscriber_that_throws_or_blocks_delays_nobody_else()
    {
        using var open = new ManualResetEventSlim();
        var (blocked, told) = (0, 0);
        using var throwing = _live.Subscribe(Orders, () => throw new InvalidOperationException("a page's bug"));
        using var blocking = _live.Subscribe(Orders, () =>
        {
            Interlocked.Increment(ref blocked);
            open.Wait();
        });
        using var healthy = _live.Subscribe(Orders, () => Interlocked.Increment(ref told));

        for (var i = 1; i <= 3; i++)
        {
            _live.Changed(Orders);
            var expected = i;
            await Eventually.IsTrueAsync(() => Volatile.Read(ref told) == expected, _time, TimeSpan.FromMilliseconds(100));
        }
        Volatile.Read(ref blocked).Should().Be(1, "it is not called again while it has not returned");

        open.Set();
        await Eventually.IsTrueAsync(() => Volatile.Read(ref blocked) == 2);
    }

    [Fact]
    public async Task Nobody_is_called_after_he_has_unsubscribed()
    {
        var (gone, here) = (0, 0);
        var leaving = _live.Subscribe(Orders, () => Interlocked.Increment(ref gone));
        using var staying = _live.Subscribe(Orders, () => Interlocked.Increment(ref here));
        leaving.Dispose();
        leaving.Dispose();

        _live.Changed(Orders);

        await Eventually.IsTrueAsync(() => Volatile.Read(ref here) == 1);
        Volatile.Read(ref gone).Should().Be(0);
    }

    [Fact]
    public async Task A_change_that_another_node_reports_is_told()
    {
        var told = 0;
        using var subscription = _live.Subscribe(Orders, () => Interlocked.Increment(ref told));
        var listening = _live.ListenAsync(_stopping.Token);
        _wire.Hear();
        await ToldAfterAsync(() => told, 0);

        var before = Volatile.Read(ref told);
        _wire.Say(Orders);

        await ToldAfterAsync(() => told, before);
        await _stopping.CancelAsync();
        await Eventually.EndsAsync(listening);
    }

    [Fact]
    public async Task While_the_others_can_not_be_heard_every_screen_asks_again_within_five_seconds_and_at_once_when_they_can()
    {
        var told = 0;
        using var subscription = _live.Subscribe(Orders, () => Interlocked.Increment(ref told));
        var running = Task.WhenAll(_live.ListenAsync(_stopping.Token), _live.StandInAsync(_stopping.Token));
        _wire.Hear();
        await ToldAfterAsync(() => told, 0);
        await QuietAsync();

        // Heard: time passes and nobody is bothered.
        var before = Volatile.Read(ref told);
        for (var i = 0; i < 60; i++)
            _time.Advance(TimeSpan.FromSeconds(1));
        await QuietAsync();
        Volatile.Read(ref told).Should().Be(before);

        _wire.Down = true;
        _wire.Break();
        for (var i = 0; i < 3; i++)
        {
            before = Volatile.Read(ref told);
            var since = _time.GetUtcNow();
            await Eventually.IsTrueAsync(() => Volatile.Read(ref told) > before, _time, TimeSpan.FromMilliseconds(100));
            (_time.GetUtcNow() - since).Should().BeLessThan(TimeSpan.FromSeconds(6));
        }
        _wire.Connects.Should().BeGreaterThan(1, "it tries to connect again");

        _wire.Down = false;
        await Eventually.IsTrueAsync(() => _wire.IsListening, _time);
        await QuietAsync();
        before = Volatile.Read(ref told);
        _wire.Hear();
        await ToldAfterAsync(() => told, before);

        await _stopping.CancelAsync();
        await Eventually.EndsAsync(running);
    }

    [Fact]
    public async Task Changes_that_could_not_be_sent_are_sent_when_they_can()
    {
        _wire.Down = true;
        _live.Changed(Orders);
        await Eventually.IsTrueAsync(() => _wire.FailedSends > 1, _time, TimeSpan.FromMilliseconds(100));
        _live.Changed(OrdersOfAnother);

        _wire.Down = false;

        await Eventually.IsTrueAsync(() => _wire.Sent.SelectMany(x => x).Distinct().Count() == 2, _time, TimeSpan.FromMilliseconds(100));
        _wire.Sent.SelectMany(x => x).Should().BeEquivalentTo([Orders, OrdersOfAnother]);
    }

    [Fact]
    public async Task A_send_that_hangs_delays_no_subscriber_here()
    {
        _wire.Hangs = true;
        var told = 0;
        using var subscription = _live.Subscribe(Orders, () => Interlocked.Increment(ref told));
        for (var i = 1; i <= 3; i++)
        {
            _live.Changed(Orders);
            var expected = i;
            await Eventually.IsTrueAsync(() => Volatile.Read(ref told) == expected, _time, TimeSpan.FromMilliseconds(100));
        }
    }

    private Task ToldAfterAsync(Func<int> told, int before) => Eventually.IsTrueAsync(() => told() > before, _time, TimeSpan.FromMilliseconds(100));

    /// <summary>Lets everything that is under way arrive.</summary>
    private async Task QuietAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(5);
        }
    }

    private sealed class Wire : ILiveTransport
    {
        private readonly Lock _lock = new();
        private Action<LiveTopic>? _changed;
        private Action? _hearing;
        private TaskCompletionSource _broken = new();
        private int _connects;
        private int _failedSends;

        public ConcurrentQueue<IReadOnlyCollection<LiveTopic>> Sent { get; } = [];

        public volatile bool Down;
        public volatile bool Hangs;

        public int Connects => Volatile.Read(ref _connects);

        public int FailedSends => Volatile.Read(ref _failedSends);

        public bool IsListening
        {
            get
            {
                lock (_lock)
                    return _hearing is not null;
            }
        }

        public async Task SendAsync(IReadOnlyCollection<LiveTopic> topics, CancellationToken ct)
        {
            if (Hangs)
                await Task.Delay(Timeout.Infinite, ct);
            if (Down)
            {
                Interlocked.Increment(ref _failedSends);
                throw new IOException("down");
            }
            Sent.Enqueue(topics);
        }

        public async Task ListenAsync(Action<LiveTopic> changed, Action hearing, CancellationToken ct)
        {
            Interlocked.Increment(ref _connects);
            if (Down)
                throw new IOException("down");
            Task broken;
            lock (_lock)
            {
                (_changed, _hearing, _broken) = (changed, hearing, new());
                broken = _broken.Task;
            }
            await broken.WaitAsync(ct);
        }

        public void Hear() => _hearing!();

        public void Say(LiveTopic topic) => _changed!(topic);

        public void Break()
        {
            lock (_lock)
                _hearing = null;
            _broken.SetException(new IOException("broken"));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
