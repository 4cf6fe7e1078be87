using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>Either side ends a transfer as long as it is not confirmed.</summary>
public sealed class EndTransfer(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        await using var db = databases.Open(actor);
        if (await db.Set<MainAccountChange>().SingleOrDefaultAsync(
                x => x.Id == id && x.OrgId == actor.OrgId && x.Kind == MainAccountChangeKind.Transfer && (x.FromId == actor.UserId || x.ToId == actor.UserId), ct) is not { } change
            || !change.IsOpen(db.Time.UtcNow()))
            return OrgsRefusals.TransferOver;
        change.State = MainAccountChangeState.Withdrawn;
        db.Record(OrgsActions.MainAccountWithdrawn, change);
        var isFrom = change.FromId == actor.UserId;
        db.Notify(isFrom ? change.ToId!.Value : change.FromId!.Value, isFrom ? "主账号转让已撤回" : "主账号转让被谢绝", isFrom ? $"{actor.Name}撤回了主账号的转让。" : $"{actor.Name}没有接收主账号，转让已结束。", OrgsUrls.MainAccount);
        db.Touch(MyMainAccount.Topic);
        return await db.TrySaveAsync(OrgsRefusals.TransferOver, ct: ct);
    }
}
