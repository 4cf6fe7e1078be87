using System.Collections.Concurrent;

namespace Yaosu.Orgs.SignIn;

/// <summary>Slows guessing down per name, whether or not the name exists, so that the answer tells nothing. Kept per node and bounded.</summary>
public sealed class SignInThrottle(TimeProvider time)
{
    private const int FreeTries = 5;
    private const int MaxNames = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private DateTimeOffset _forgotten;

    private readonly ConcurrentDictionary<string, Tries> _tries = new(StringComparer.Ordinal);

    /// <summary>Counts a try before it is made, so that many at the same moment are not all the first. False: not now.</summary>
    public bool TryBegin(string name)
    {
        if (_tries.Count >= MaxNames)
            Forget();
        // Full of fresh names: somebody is trying them all. New ones wait; those known go on.
        if (_tries.Count >= MaxNames && !_tries.ContainsKey(name))
            return false;
        var now = time.GetUtcNow();
        var mine = new object();
        var tries = _tries.AddOrUpdate(name, _ => new(1, now, now, mine), (_, before) =>
            now - before.Last > Longest ? new(1, now, now, mine)
            : now < before.BlockedUntil ? before
            : Next(before, now, mine));
        return ReferenceEquals(tries.LastBy, mine);
    }

    public void Succeeded(string name) => _tries.TryRemove(name, out _);

    /// <summary>From the sixth failure on: 30 s, 1 min, 2 min … 15 min.</summary>
    private static Tries Next(Tries before, DateTimeOffset now, object by)
    {
        var count = before.Count + 1;
        var wait = count < FreeTries ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, 30 * Math.Pow(2, Math.Min(count - FreeTries, 10))));
        return new(count, now, now + wait, by);
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        if (now - _forgotten < TimeSpan.FromSeconds(1))
            return;
        _forgotten = now;
        foreach (var (name, tries) in _tries)
            if (now >= tries.BlockedUntil && now - tries.Last > TimeSpan.FromMinutes(1))
                _tries.TryRemove(name, out _);
    }

    private sealed record Tries(int Count, DateTimeOffset Last, DateTimeOffset BlockedUntil, object LastBy);
}
