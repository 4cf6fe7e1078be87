using System.Diagnostics;

namespace Yaosu.Orgs.SignIn;

/// <summary>Known names and numbers cost a line or a message more than unknown ones; this hides it.</summary>
internal static class SameTime
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    internal static async Task WaitAsync(long started, CancellationToken ct)
    {
        if (Shortest - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } rest)
            await Task.Delay(rest, ct);
    }
}
