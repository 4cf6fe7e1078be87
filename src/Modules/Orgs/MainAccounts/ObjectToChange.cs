using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>The main account objects to an application from outside: as long as it does, no operator can approve.</summary>
public sealed class ObjectToChange(AppDbFactory databases, PlatformPeople operators)
{
    /// <param name="reason">Null takes the objection back.</param>
    public async Task<Outcome> RunAsync(Actor actor, long id, string? reason, CancellationToken ct = default)
    {
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        if (!actor.IsMain)
            return OrgsRefusals.OnlyMainAccount;
        var why = reason is null ? null : StoredText.Clean(reason).Trim();
        if (why is { Length: 0 })
            return OrgsRefusals.ReasonRequired;
        if (why is { Length: > MainAccountChange.ReasonLength })
            return OrgsRefusals.ReasonTooLong;
        await using var db = databases.Open(actor);
        if (await db.Set<MainAccountChange>().SingleOrDefaultAsync(x => x.Id == id && x.OrgId == actor.OrgId && x.Kind != MainAccountChangeKind.Transfer, ct) is not { State: MainAccountChangeState.Waiting } change)
            return OrgsRefusals.ChangeOver;
        if (why is null && change.ObjectedAt is null)
            return OrgsRefusals.NoObjection;
        (change.ObjectedAt, change.ObjectedWhy) = (why is null ? null : db.Time.UtcNow(), why);
        db.Record(why is null ? OrgsActions.MainAccountObjectionTakenBack : OrgsActions.MainAccountObjected, change);
        db.Touch(MyMainAccount.Topic);
        var saved = await db.TrySaveAsync(OrgsRefusals.ChangeOver, ct: ct);
        if (saved.IsDone)
            await operators.TellAsync(why is null ? "主账号撤回了异议" : "主账号提出异议", why is null ? "申请可以继续审核。" : $"异议说明：{why}", OrgsUrls.MainAccountChange(id), ct);
        return saved;
    }
}
