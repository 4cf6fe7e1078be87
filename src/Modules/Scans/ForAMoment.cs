using System.Collections.Concurrent;

namespace Yaosu.Scans;

/// <summary>Keeps what was asked for a moment: many who ask the same at once make one question, and nobody sees what is older. Bounded.</summary>
internal sealed class ForAMoment<TKey, TValue>(TimeProvider time, TimeSpan moment, int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Kept> _kept = new();

    public async Task<TValue> GetAsync(TKey key, Func<TKey, Task<TValue>> ask)
    {
        if (!_kept.TryGetValue(key, out var kept) || time.GetElapsedTime(kept.Since) >= moment)
        {
            if (_kept.Count >= most)
                _kept.Clear();
            // Of several who come here at once the last stays; each asked after the moment was over, so each is right.
            _kept[key] = kept = new(time.GetTimestamp(), new(() => ask(key)));
        }
        try
        {
            return await kept.Value.Value;
        }
        catch
        {
            _kept.TryRemove(new(key, kept));
            throw;
        }
    }

    private sealed record Kept(long Since, Lazy<Task<TValue>> Value);
}
