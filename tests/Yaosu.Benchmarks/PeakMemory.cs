namespace Yaosu.Benchmarks;

/// <summary>
/// The most memory the process held, as the operating system counts it, above what it held before; looked at every ten milliseconds.
/// The heap is collected at the start only, so garbage that piles up counts.
/// </summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private readonly long _idle;
    private long _peak;

    public PeakMemory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        _peak = _idle = Environment.WorkingSet;
        _watching = Task.Factory.StartNew(Watch, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public double MegabytesAboveIdle => (Math.Max(Interlocked.Read(ref _peak), Environment.WorkingSet) - _idle) / 1_048_576.0;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }

    private void Watch()
    {
        while (!_stopping.Token.WaitHandle.WaitOne(10))
            Interlocked.Exchange(ref _peak, Math.Max(_peak, Environment.WorkingSet));
    }
}
