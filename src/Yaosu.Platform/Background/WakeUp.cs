namespace Yaosu.Platform.Background;

/// <summary>Lets a loop sleep until it is woken or until some time has passed. Wakes that arrive while it is awake are remembered as one.</summary>
internal sealed class WakeUp
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _woken = New();

    internal void Wake()
    {
        lock (_lock)
            _woken.TrySetResult();
    }

    internal async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        Task woken;
        lock (_lock)
            woken = _woken.Task;
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            await Task.WhenAny(woken, Task.Delay(atMost, time, over.Token));
            await over.CancelAsync();
        }
        ct.ThrowIfCancellationRequested();
        lock (_lock)
            if (_woken.Task.IsCompleted)
                _woken = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
