using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Orgs.Sessions;

/// <param name="Id">Names the session without opening it.</param>
/// <param name="Method">Null for sessions from before it was kept.</param>
public sealed record SessionRow(string Id, long UserId, string Person, string SignInName, string? Device, string? Address, SignInMethod? Method, DateTime StartedAt, DateTime SeenAt, bool IsLocked, bool IsCurrent);

/// <summary>Sessions that live, the busiest first: everyone his own; those of others with the right for it, within the data scope.</summary>
public sealed class SessionList(AppDbFactory databases, IOptions<SessionOptions> options)
{
    /// <summary>登录设备.</summary>
    public async Task<Outcome<Page<SessionRow>>> OfSelfAsync(Actor actor, PageRequest page, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        return await PageAsync(db, db.Set<User>().AsNoTracking().Where(x => x.Id == actor.UserId), page, ct);
    }

    /// <summary>在线用户.</summary>
    /// <param name="text">In the name or the account; null for all.</param>
    public async Task<Outcome<Page<SessionRow>>> RunAsync(Actor actor, string? text, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewSessions) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var people = PersonList.Seen(db);
        return await PageAsync(db, text is { Length: > 0 } ? people.Where(x => x.Name.Contains(text) || x.SignInName.Contains(text)) : people, page, ct);
    }

    private async Task<Page<SessionRow>> PageAsync(AppDb db, IQueryable<User> people, PageRequest page, CancellationToken ct)
    {
        var (orgId, now, own) = (db.OrgId, db.Time.UtcNow(), db.Actor.SessionId);
        var (seen, started) = (now.AddMinutes(-options.Value.IdleMinutes), now.AddHours(-options.Value.AbsoluteHours));
        var living = db.Set<Session>().AsNoTracking().Where(x => x.OrgId == orgId && x.EndedAt == null && x.SeenAt >= seen && x.StartedAt >= started);
        var rows = living.Join(people, x => x.UserId, x => x.Id, (session, person) => new { session, person });
        var total = await rows.LongCountAsync(ct);
        var found = await rows.OrderByDescending(x => x.session.SeenAt).ThenBy(x => x.session.KeyHash).Skip(page.Skip).Take(page.Size)
            .Select(x => new SessionRow(x.session.KeyHash, x.person.Id, x.person.Name, x.person.SignInName, x.session.Device, x.session.Address, x.session.Method,
                x.session.StartedAt, x.session.SeenAt, x.session.LockedAt != null, x.session.KeyHash == own))
            .ToListAsync(ct);
        return new(found, total, page);
    }
}
