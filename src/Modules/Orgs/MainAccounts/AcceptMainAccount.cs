using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>转让主账号, second step: the receiver agrees, giving his own password. Nothing moves before an operator has confirmed it.</summary>
public sealed class AcceptMainAccount(AppDbFactory databases, ProveOneself proof, PlatformPeople operators)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, string? password, string? code, CancellationToken ct = default)
    {
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        await using var db = databases.Open(actor);
        if (await db.Set<MainAccountChange>().SingleOrDefaultAsync(x => x.Id == id && x.OrgId == actor.OrgId && x.ToId == actor.UserId, ct) is not { } change
            || change.State != MainAccountChangeState.Offered || !change.IsOpen(db.Time.UtcNow()))
            return OrgsRefusals.TransferOver;
        var me = await db.Set<User>().SingleAsync(x => x.Id == actor.UserId, ct);
        if (await proof.CheckAsync(db, me, password, code, ct) is { } refusal)
            return refusal;
        (change.State, change.AcceptedAt) = (MainAccountChangeState.Waiting, db.Time.UtcNow());
        db.Record(OrgsActions.MainAccountAccepted, change);
        db.Notify(change.FromId!.Value, "主账号转让已被接收", $"{me.Name}已同意接收主账号，正在等待平台确认；确认之前您仍可撤回。", OrgsUrls.MainAccount);
        db.Touch(MyMainAccount.Topic);
        var saved = await db.TrySaveAsync(OrgsRefusals.TransferOver, ct: ct);
        if (saved.IsDone)
            await operators.TellAsync("主账号转让待确认", $"{me.Name}已接收所在企业的主账号，请确认。", OrgsUrls.MainAccountChange(id), ct);
        return saved;
    }
}
