using System.Collections.Concurrent;

namespace Yaosu.Orgs.SignIn;

/// <summary>Slows guessing down per name, whether or not the name exists, so that the answer tells nothing. Kept per node and bounded.</summary>
public sealed class SignInThrottle(TimeProvider time)
{
    private const int FreeTries = 5;
    private const int MaxNames = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Tries> _tries = new(StringComparer.Ordinal);

    public bool MayTry(string name) => !_tries.TryGetValue(name, out var tries) || time.GetUtcNow() >= tries.BlockedUntil;

    public void Failed(string name)
    {
        if (_tries.Count >= MaxNames)
            Forget();
        var now = time.GetUtcNow();
        _tries.AddOrUpdate(name, _ => new(1, now, now), (_, before) => now - before.Last > Longest ? new(1, now, now) : Next(before, now));
    }

    public void Succeeded(string name) => _tries.TryRemove(name, out _);

    /// <summary>From the sixth failure on: 30 s, 1 min, 2 min … 15 min.</summary>
    private static Tries Next(Tries before, DateTimeOffset now)
    {
        var count = before.Count + 1;
        var wait = count < FreeTries ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, 30 * Math.Pow(2, Math.Min(count - FreeTries, 10))));
        return new(count, now, now + wait);
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (name, tries) in _tries)
            if (now >= tries.BlockedUntil && now - tries.Last > TimeSpan.FromMinutes(1))
                _tries.TryRemove(name, out _);
    }

    private sealed record Tries(int Count, DateTimeOffset Last, DateTimeOffset BlockedUntil);
}
