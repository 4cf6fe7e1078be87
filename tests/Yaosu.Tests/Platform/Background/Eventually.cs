using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Background;

/// <summary>Waits for what other threads, nodes and processes do.</summary>
internal static class Eventually
{
    /// <summary>Far longer than anything here takes: it ends a test that would hang, it measures nothing.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(90);

    internal static async Task<T> GetAsync<T>(Func<Task<T>> look, Func<T, bool> isEnough, ManualTime? time = null, TimeSpan? step = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isEnough(seen))
                return seen;
            if (TimeProvider.System.GetElapsedTime(started) > GiveUpAfter)
                throw new TimeoutException($"Still {seen}.");
            time?.Advance(step ?? TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }
    }

    internal static Task IsTrueAsync(Func<bool> condition, ManualTime? time = null, TimeSpan? step = null) => GetAsync(() => Task.FromResult(condition()), x => x, time, step);

    internal static Task IsTrueAsync(Func<Task<bool>> condition, ManualTime? time = null, TimeSpan? step = null) => GetAsync(condition, x => x, time, step);

    internal static Task EndsAsync(Task task) => task.WaitAsync(GiveUpAfter);

    internal static Task<T> EndsAsync<T>(Task<T> task) => task.WaitAsync(GiveUpAfter);
}
