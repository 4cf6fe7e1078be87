using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Sessions;

/// <summary>Opens, ends and reads sessions. What a person may do is read here afresh, so that a change reaches cookies and open circuits within
/// <see cref="Freshness"/>.</summary>
public sealed class SessionStore(AppDbFactory databases, ActorDirectory people, IOptions<SessionOptions> options)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (DateTime ReadAt, Actor? Actor)> _actors = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, DateTime> _touched = new(StringComparer.Ordinal);

    private TimeProvider Time => databases.Time;

    /// <summary>Adds a session to what the caller is about to save.</summary>
    /// <returns>The key for the cookie; it is not stored anywhere.</returns>
    internal string Start(AppDb db, User user, SignInMethod method, string? address, string? device)
    {
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var now = Time.UtcNow();
        db.Add(new Session { KeyHash = HashOf(key), OrgId = user.OrgId, UserId = user.Id, StartedAt = now, SeenAt = now, Method = method, Address = StoredText.Cut(address, 64), Device = StoredText.Cut(device, 200) });
        return key;
    }

    /// <summary>Ends a person's other sessions in the caller's transaction; the one he acts in goes on.</summary>
    internal async Task EndOthersAsync(AppDb db, CancellationToken ct)
    {
        var (orgId, userId, own, now) = (db.Actor.OrgId, db.Actor.UserId, db.Actor.SessionId, Time.UtcNow());
        await db.Set<Session>().Where(x => x.OrgId == orgId && x.UserId == userId && x.KeyHash != own && x.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.EndedAt, now), ct);
    }

    /// <summary>A sign of life of the person himself: a page asked for, a key pressed. What a screen asks by itself is none. Written at most once a minute.</summary>
    /// <param name="always">The browser counts the minute itself, over all its tabs, and warns by it: what it reports must not be dropped.</param>
    public async Task TouchAsync(string key, bool always = false, CancellationToken ct = default)
    {
        var (hash, now) = (HashOf(key), Time.UtcNow());
        if (!always && _touched.TryGetValue(hash, out var last) && now - last < TimeSpan.FromMinutes(1))
            return;
        if (_touched.Count > 50_000)
            _touched.Clear();
        _touched[hash] = now;
        var idle = now - TimeSpan.FromMinutes(options.Value.IdleMinutes);
        await using var platform = databases.OpenPlatform();
        await platform.Set<Session>().Where(x => x.KeyHash == hash && x.EndedAt == null && x.SeenAt >= idle).ExecuteUpdateAsync(set => set.SetProperty(x => x.SeenAt, now), ct);
    }

    public async Task EndAsync(string key, CancellationToken ct = default)
    {
        await using var db = databases.OpenPlatform();
        await EndAsync(db, key, ct);
    }

    internal Task EndAsync(AppDb db, string key, CancellationToken ct) => EndByIdAsync(db, HashOf(key), ct);

    internal async Task EndByIdAsync(AppDb db, string hash, CancellationToken ct)
    {
        var now = Time.UtcNow();
        await db.Set<Session>().Where(x => x.KeyHash == hash && x.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.EndedAt, now), ct);
        _actors.TryRemove(hash, out _);
    }

    /// <summary>The session of the acting person is nobody's until it is unlocked.</summary>
    internal async Task LockAsync(AppDb db, CancellationToken ct)
    {
        var hash = db.Actor.SessionId ?? throw new InvalidOperationException("Only somebody who is signed in can lock his screen.");
        var now = Time.UtcNow();
        await db.Set<Session>().Where(x => x.KeyHash == hash && x.LockedAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.LockedAt, now), ct);
        _actors.TryRemove(hash, out _);
    }

    internal async Task UnlockAsync(AppDb db, string key, CancellationToken ct)
    {
        var (hash, now) = (HashOf(key), Time.UtcNow());
        await db.Set<Session>().Where(x => x.KeyHash == hash && x.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.LockedAt, (DateTime?)null).SetProperty(x => x.SeenAt, now), ct);
        _actors.TryRemove(hash, out _);
    }

    /// <summary>Whose locked session a cookie's key opens once the password is given; null when it isn't locked, or is over.</summary>
    public async Task<LockedSession?> FindLockedAsync(string key, CancellationToken ct = default)
    {
        var hash = HashOf(key);
        await using var platform = databases.OpenPlatform();
        var session = await platform.Set<Session>().AsNoTracking().SingleOrDefaultAsync(x => x.KeyHash == hash && x.LockedAt != null, ct);
        return session is not null && Lives(session, Time.UtcNow()) && await people.FindAsync(session.OrgId, session.UserId, ct) is { } person
            ? new(key, person with { Address = session.Address, SessionId = hash })
            : null;
    }

    /// <summary>What the session of the acting person looks like from now on; null for what it is.</summary>
    internal async Task ViewAsAsync(AppDb db, long? roleId, CancellationToken ct)
    {
        var hash = db.Actor.SessionId ?? throw new InvalidOperationException("Only somebody who is signed in can view as a role.");
        await db.Set<Session>().Where(x => x.KeyHash == hash).ExecuteUpdateAsync(set => set.SetProperty(x => x.ViewAsRoleId, roleId), ct);
        _actors.TryRemove(hash, out _);
    }

    /// <summary>Signs a person out everywhere in the caller's transaction; nodes notice within <see cref="Freshness"/>.</summary>
    internal async Task EndAllOfAsync(AppDb db, long userId, CancellationToken ct)
    {
        var (orgId, now) = (db.OrgId, Time.UtcNow());
        await db.Set<Session>().Where(x => x.OrgId == orgId && x.UserId == userId && x.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.EndedAt, now), ct);
    }

    /// <summary>Signs everybody of the context's enterprise out.</summary>
    internal async Task EndAllOfOrgAsync(AppDb db, CancellationToken ct)
    {
        var (orgId, now) = (db.OrgId, Time.UtcNow());
        await db.Set<Session>().Where(x => x.OrgId == orgId && x.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.EndedAt, now), ct);
    }

    /// <summary>Saves what the caller did to a person's account and, in the same transaction, signs the person out everywhere.</summary>
    internal async Task<Outcome> SaveAndEndAllOfAsync(AppDb db, long userId, Refusal changedMeanwhile, CancellationToken ct)
    {
        var saved = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            saved = await db.TrySaveAsync(changedMeanwhile, ct: ct);
            if (saved.IsDone)
                await EndAllOfAsync(db, userId, ct);
        }, ct);
        return saved;
    }

    /// <summary>The person behind a cookie's key, with today's rights; null when the session is unknown, ended, locked or too old, or the account is disabled.</summary>
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

    /// <summary>His next act is done with what was just saved about him; other nodes notice within <see cref="Freshness"/>.</summary>
    internal void Reread(Actor actor)
    {
        if (actor.SessionId is { } session)
            _actors.TryRemove(session, out _);
    }

    /// <summary>The person of a session, read past what is remembered; null when it is over.</summary>
    internal Task<Actor?> ActorOfSessionAsync(string sessionId, CancellationToken ct) => ReadAsync(sessionId, Time.UtcNow(), ct);

    /// <summary>Whether nobody has ended or locked a session and it isn't too old.</summary>
    internal async Task<bool> LivesAsync(string sessionId, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        return await platform.Set<Session>().AsNoTracking().SingleOrDefaultAsync(x => x.KeyHash == sessionId, ct) is { LockedAt: null } session && Lives(session, Time.UtcNow());
    }

    private async Task<Actor?> ReadAsync(string hash, DateTime now, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        var session = await platform.Set<Session>().AsNoTracking().SingleOrDefaultAsync(x => x.KeyHash == hash, ct);
        if (session is not { LockedAt: null } || !Lives(session, now))
            return null;
        return await people.FindAsync(session.OrgId, session.UserId, session.ViewAsRoleId, ct) is { } person ? person with { Address = session.Address, SessionId = hash } : null;
    }

    private bool Lives(Session session, DateTime now) => session.EndedAt is null
        && now - session.SeenAt <= TimeSpan.FromMinutes(options.Value.IdleMinutes)
        && now - session.StartedAt <= TimeSpan.FromHours(options.Value.AbsoluteHours);

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
