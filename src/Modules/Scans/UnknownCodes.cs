using System.Collections.Concurrent;

namespace Yaosu.Scans;

/// <summary>Slows down whoever tries codes: so many unknown ones a minute from one address, then none at all until the minute is over. Kept per node and bounded.</summary>
public sealed class UnknownCodes(TimeProvider time)
{
    public const int MostPerMinute = 30;
    private const int MostAddresses = 100_000;
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(60);

    private readonly ConcurrentDictionary<string, int> _tries = new(StringComparer.Ordinal);
    private long _minute;

    public long Start() => time.GetTimestamp();

    /// <summary>Until every question after a code would have been answered, whatever had to be read for it.</summary>
    public Task WaitAsync(long start, CancellationToken ct) => Answer - time.GetElapsedTime(start) is { Ticks: > 0 } rest ? Task.Delay(rest, time, ct) : Task.CompletedTask;

    public bool TooMany(string address)
    {
        Turn();
        return _tries.TryGetValue(address, out var tries) && tries >= MostPerMinute;
    }

    public void Count(string address)
    {
        Turn();
        if (_tries.Count < MostAddresses || _tries.ContainsKey(address))
            _tries.AddOrUpdate(address, 1, (_, tries) => tries + 1);
    }

    private void Turn()
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute)
            _tries.Clear();
    }
}
