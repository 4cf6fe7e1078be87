using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Recurring;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>Ends transfers that nobody confirmed in time and tells both sides.</summary>
internal sealed class LapseTransfers(AppDbFactory databases) : IRecurringWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = databases.Time.UtcNow();
        await using var platform = databases.OpenPlatform();
        var late = await platform.Set<MainAccountChange>().AsNoTracking()
            .Where(x => (x.State == MainAccountChangeState.Offered || x.State == MainAccountChangeState.Waiting) && x.LapsesAt <= now).Select(x => new { x.Id, x.OrgId }).ToListAsync(ct);
        foreach (var one in late)
        {
            await using var db = databases.Open(Actor.System(one.OrgId!.Value));
            var change = await db.Set<MainAccountChange>().SingleAsync(x => x.Id == one.Id, ct);
            if (change.State is not (MainAccountChangeState.Offered or MainAccountChangeState.Waiting))
                continue;
            change.State = MainAccountChangeState.Lapsed;
            db.Record(OrgsActions.MainAccountLapsed, change);
            foreach (var person in new[] { change.FromId!.Value, change.ToId!.Value })
                db.Notify(person, "主账号转让已失效", "7 天内没有完成，转让已失效；需要时请主账号重新发起。", OrgsUrls.MainAccount);
            db.Touch(MyMainAccount.Topic);
            await db.TrySaveAsync(OrgsRefusals.TransferOver, ct: ct);
        }
    }
}
