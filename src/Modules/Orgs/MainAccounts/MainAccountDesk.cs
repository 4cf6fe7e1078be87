using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Orgs.MainAccounts;

public sealed record MainAccountRow(long Id, string Org, MainAccountChangeKind Kind, string ToName, string? Mobile, MainAccountChangeState State, bool IsObjected, DateTime CreatedAt);

/// <summary>The operators' list of everything that is to happen to main accounts.</summary>
public sealed class MainAccountDesk(AppDbFactory databases)
{
    public static readonly SortMap<MainAccountChange> Sorts = new SortMap<MainAccountChange>(x => x.Id, "at", defaultDescending: true).By("at", x => x.CreatedAt);

    /// <param name="Org">Null when no enterprise has the code.</param>
    /// <param name="LastSeen">When the main account was last signed in; null when never.</param>
    public sealed record Shown(MainAccountChange Change, Org? Org, string MainName, string? MainPhone, DateTime? LastSeen, bool IsOpen);

    public async Task<Outcome<Page<MainAccountRow>>> RunAsync(Actor actor, string? text, MainAccountChangeKind? kind, MainAccountChangeState? state, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewMainAccountChanges) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = db.Set<MainAccountChange>().AsNoTracking();
        if (text is { Length: > 0 })
            found = found.Where(x => x.CreditCode.Contains(text) || x.ToName.Contains(text) || db.Set<Org>().Any(org => org.Id == x.OrgId && org.Name.Contains(text)));
        if (kind is { } only)
            found = found.Where(x => x.Kind == only);
        if (state is { } wanted)
            found = found.Where(x => x.State == wanted);
        return await found.ToPageAsync(Sorts, page,
            x => new MainAccountRow(x.Id, db.Set<Org>().Where(org => org.Id == x.OrgId).Select(org => org.Name).FirstOrDefault() ?? x.CreditCode, x.Kind, x.ToName, x.Mobile, x.State, x.ObjectedAt != null, x.CreatedAt), ct);
    }

    public async Task<Outcome<Shown>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewMainAccountChanges) is { } refusal)
            return refusal;
        await using var platform = databases.Open(actor);
        if (await platform.Set<MainAccountChange>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } change)
            return OrgsRefusals.ChangeNotFound;
        if (change.OrgId is not { } orgId)
            return new Shown(change, null, "", null, null, change.IsOpen(platform.Time.UtcNow()));
        await using var db = databases.Open(actor.ForEnterprise(orgId));
        var org = await db.Set<Org>().AsNoTracking().SingleAsync(x => x.Id == orgId, ct);
        var main = await db.Set<User>().Where(x => x.IsMain).Select(x => new { x.Id, x.Name, x.SignInName, x.Phone }).SingleAsync(ct);
        var seen = await db.Set<Session>().Where(x => x.OrgId == orgId && x.UserId == main.Id).MaxAsync(x => (DateTime?)x.SeenAt, ct);
        return new Shown(change, org, $"{main.Name}（{main.SignInName}）", main.Phone, seen, change.IsOpen(db.Time.UtcNow()));
    }
}
