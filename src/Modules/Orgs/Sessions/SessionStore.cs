using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Sessions;

/// <summary>Opens, ends and reads sessions. What a person may do is read here afresh, so that a change reaches cookies and open circuits within
/// <see cref="Freshness"/>.</summary>
public sealed class SessionStore(AppDbFactory databases, IActorDirectory people, IOptions<SessionOptions> options)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (DateTime ReadAt, Actor? Actor)> _actors = new(StringComparer.Ordinal);

    private TimeProvider Time => databases.Time;

    /// <returns>The key for the cookie; it is not stored anywhere.</returns>
    internal async Task<string> StartAsync(User user, string? address, string? device, CancellationToken ct)
    {
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        await using var db = databases.OpenPlatform();
        var now = Time.UtcNow();
        db.Add(new Session { KeyHash = HashOf(key), OrgId = user.OrgId, UserId = user.Id, StartedAt = now, SeenAt = now, Address = Cut(address, 64), Device = Cut(device, 200) });
        await db.SaveChangesAsync(ct);
        return key;
    }

    public async Task EndAsync(string key, CancellationToken ct = default)
    {
        var hash = HashOf(key);
        await using var db = databases.OpenPlatform();
        var now = Time.UtcNow();
        await db.Set<Session>().Where(x => x.KeyHash == hash && x.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.EndedAt, now), ct);
        _actors.TryRemove(hash, out _);
    }

    /// <summary>The person behind a cookie's key, with today's rights; null when the session is unknown, ended or too old, or the account is disabled.</summary>
    public async ValueTask<Actor?> ActorOfAsync(string key, CancellationToken ct = default)
    {
        var hash = HashOf(key);
        var now = Time.UtcNow();
        if (_actors.TryGetValue(hash, out var known) && now - known.ReadAt < Freshness)
            return known.Actor;
        var actor = await ReadAsync(hash, now, ct);
        if (_actors.Count > 50_000)
            _actors.Clear();
        _actors[hash] = (now, actor);
        return actor;
    }

    private async Task<Actor?> ReadAsync(string hash, DateTime now, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        var session = await platform.Set<Session>().AsNoTracking().SingleOrDefaultAsync(x => x.KeyHash == hash, ct);
        if (session is null || session.EndedAt is not null
            || now - session.SeenAt > TimeSpan.FromMinutes(options.Value.IdleMinutes)
            || now - session.StartedAt > TimeSpan.FromHours(options.Value.AbsoluteHours))
            return null;
        if (now - session.SeenAt > TimeSpan.FromMinutes(1))
            await platform.Set<Session>().Where(x => x.KeyHash == hash).ExecuteUpdateAsync(set => set.SetProperty(x => x.SeenAt, now), ct);

        return await people.FindAsync(session.OrgId, session.UserId, ct) is { } person ? person with { Address = session.Address, SessionId = hash } : null;
    }

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
