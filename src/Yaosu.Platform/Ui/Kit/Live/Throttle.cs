namespace Yaosu.Platform.Ui.Kit;

/// <summary>Runs at once on the first signal, then at most once in an interval however many signals come, and never twice at a time. The last signal is never lost:
/// what it announced is seen by a run that begins after it.</summary>
/// <param name="run">Deals with its own failures.</param>
internal sealed class Throttle(TimeProvider time, TimeSpan interval, Func<Task> run) : IDisposable
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private long? _last;
    private bool _pending;
    private bool _running;
    private bool _held;
    private bool _disposed;

    public void Signal()
    {
        lock (_lock)
            _pending = true;
        Go();
    }

    /// <summary>While held nothing runs; signals that came meanwhile are one run afterwards.</summary>
    public void Hold(bool held)
    {
        lock (_lock)
            _held = held;
        Go();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Go()
    {
        if (MayRun())
            _ = RunAsync();
    }

    private bool MayRun()
    {
        lock (_lock)
        {
            if (!_pending || _running || _held || _disposed)
                return false;
            var now = time.GetTimestamp();
            if (_last is { } last && interval - time.GetElapsedTime(last, now) is var wait && wait > TimeSpan.Zero)
            {
                _timer ??= time.CreateTimer(_ => Go(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timer.Change(wait, Timeout.InfiniteTimeSpan);
                return false;
            }

            (_pending, _running, _last) = (false, true, now);
            return true;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await run();
        }
        finally
        {
            lock (_lock)
                _running = false;
            Go();
        }
    }
}
