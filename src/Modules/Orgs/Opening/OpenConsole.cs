using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Opening;

/// <summary>开通商家后台: the main account declares that its enterprise uses the console from now on, once what that takes is there.</summary>
public sealed class OpenConsole(AppDbFactory databases, BindExternal external)
{
    /// <param name="Text">What is there, or what to do.</param>
    public sealed record Condition(string Name, bool IsMet, string Text);

    /// <param name="BindsAccounts">The operator has configured identity providers, so that the main account binds one of its own.</param>
    /// <param name="BoundAccount">Of whoever looks; null while none is bound.</param>
    /// <param name="OpenedAt">Null until it is opened.</param>
    public sealed record State(string OrgName, IReadOnlyList<Condition> Conditions, bool BindsAccounts, string? BoundAccount, DateTime? OpenedAt, string? OpenedBy);

    public async Task<Outcome<State>> FindAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewOpening) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await ReadAsync(db, ct);
    }

    public async Task<Outcome> RunAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewOpening) is { } refusal)
            return refusal;
        if (!actor.IsMain)
            return OrgsRefusals.OpeningIsForMain;
        await using var db = databases.Open(actor);
        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            await OneAtATime.InOrgAsync(db, ct);
            var state = await ReadAsync(db, ct);
            outcome = state.OpenedAt is not null ? OrgsRefusals.ConsoleIsOpen
                : state.Conditions.Where(x => !x.IsMet).ToList() is { Count: > 0 } missing ? OrgsRefusals.OpeningLacks(missing.Select(x => x.Name))
                : Outcome.Done;
            if (!outcome.IsDone)
                return;
            var org = await db.Set<Org>().SingleAsync(x => x.Id == actor.OrgId, ct);
            (org.ConsoleOpenedAt, org.ConsoleOpenedBy) = (db.Time.UtcNow(), actor.Name);
            db.Record(OrgsActions.ConsoleOpened, org, state.BoundAccount);
            await db.SaveChangesAsync(ct);
        }, ct);
        return outcome;
    }

    private async Task<State> ReadAsync(AppDb db, CancellationToken ct)
    {
        var org = await db.Set<Org>().AsNoTracking().SingleAsync(x => x.Id == db.Actor.OrgId, ct);
        var mine = await external.OfSelfAsync(db.Actor, ct);
        var bound = mine.FirstOrDefault(x => x.Account is not null);
        var joined = org.Kind != OrgKind.Platform;
        var conditions = new List<Condition> { new("企业已入驻", joined, joined ? "本企业已通过入驻审核。" : "平台运营方不是入驻企业，不需要开通。") };
        if (mine.Count > 0)
            conditions.Add(new("已绑定外部账号", bound is not null, bound is not null ? $"{bound.Name}：{bound.Account}" : $"请由主账号绑定自己的{string.Join("或", mine.Select(x => x.Name))}。"));
        return new(org.Name, conditions, mine.Count > 0, bound is null ? null : $"{bound.Name}：{bound.Account}", org.ConsoleOpenedAt, org.ConsoleOpenedBy);
    }
}
