using Microsoft.Extensions.Logging;

namespace Yaosu.Platform.Background;

/// <summary>Keeps a lease alive while work goes on, and cancels the work when the lease is lost. A lease is a row that carries its holder's name and the time
/// until which it is his. Clocks only decide when somebody else may try: who really holds it is decided by the name in the row, which every write of the
/// holder asks for. So a worker that slept through its lease can't write, whatever its clock says.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(500);

    private readonly WakeUp _wakeUp = new();
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _lostOrStopping;
    private readonly Func<CancellationToken, Task<bool>> _renew;
    private readonly TimeSpan _length;
    private readonly TimeSpan _renewEvery;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _loop;
    private long _renewedAt;

    /// <param name="renew">Moves the end of the lease; false when it is no longer ours.</param>
    internal LeaseKeeper(Func<CancellationToken, Task<bool>> renew, TimeSpan length, TimeSpan renewEvery, TimeProvider time, ILogger log, CancellationToken stopping)
    {
        (_renew, _length, _renewEvery, _time, _log) = (renew, length, renewEvery, time, log);
        _lostOrStopping = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _renewedAt = time.GetTimestamp();
        _loop = Task.Run(KeepAsync, CancellationToken.None);
    }

    /// <summary>Fires when the lease is lost and when the node stops.</summary>
    internal CancellationToken Token => _lostOrStopping.Token;

    internal bool IsLost { get; private set; }

    /// <summary>A name for the holder of one lease: never used twice, not even by the same node.</summary>
    internal static string NewOwner() => $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Renews soon instead of when it is due: there is progress to write, or somebody says that the lease was taken away.</summary>
    internal void RenewSoon() => _wakeUp.Wake();

    /// <summary>A write of the holder succeeded and moved the end of the lease.</summary>
    internal void Renewed() => Interlocked.Exchange(ref _renewedAt, _time.GetTimestamp());

    /// <summary>A write of the holder was refused.</summary>
    internal void Lost()
    {
        IsLost = true;
        try
        {
            _lostOrStopping.Cancel();
        }
        catch (Exception e) when (e is AggregateException or ObjectDisposedException)
        {
            _log.LogWarning(e, "Work that lost its lease did not take it well");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _loop;
        _over.Dispose();
        _lostOrStopping.Dispose();
    }

    private async Task KeepAsync()
    {
        try
        {
            while (true)
            {
                await _wakeUp.WaitAsync(_renewEvery, _time, _over.Token);
                try
                {
                    if (!await _renew(_over.Token))
                    {
                        Lost();
                        return;
                    }
                    Renewed();
                }
                catch (Exception e) when (!_over.IsCancellationRequested)
                {
                    if (_time.GetElapsedTime(Interlocked.Read(ref _renewedAt)) >= _length)
                    {
                        _log.LogWarning(e, "A lease ran out because it couldn't be renewed");
                        Lost();
                        return;
                    }
                    _wakeUp.Wake();
                }
                await Task.Delay(ShortestGap, _time, _over.Token);
            }
        }
        catch (Exception) when (_over.IsCancellationRequested)
        {
            // The work is over.
        }
    }
}
