using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Yaosu.Platform.Api;

/// <summary>How often one key may ask, minute by minute; every answer tells what is left.</summary>
public sealed class ApiRateLimits(IOptions<ApiOptions> options, TimeProvider time)
{
    private const int MostKeys = 100_000;

    private readonly ConcurrentDictionary<(long OrgId, long Key), (long Minute, int Count)> _asked = new();

    /// <returns>False when the key has to wait.</returns>
    internal bool TryTake(Actor actor, HttpResponse response)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var minute = now / 60;
        if (_asked.Count >= MostKeys)
            foreach (var (key, last) in _asked)
                if (last.Minute != minute)
                    _asked.TryRemove(key, out _);
        var limit = options.Value.RequestsPerMinute;
        var count = _asked.AddOrUpdate((actor.OrgId, actor.UserId), (minute, 1), (_, before) => before.Minute == minute ? (minute, before.Count + 1) : (minute, 1)).Count;
        var reset = Text((minute + 1) * 60 - now);
        response.Headers["RateLimit-Limit"] = Text(limit);
        response.Headers["RateLimit-Remaining"] = Text(Math.Max(0, limit - count));
        response.Headers["RateLimit-Reset"] = reset;
        if (count <= limit)
            return true;
        response.Headers.RetryAfter = reset;
        return false;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
