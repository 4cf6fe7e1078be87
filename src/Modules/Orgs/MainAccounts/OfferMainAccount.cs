using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>转让主账号, first step: the main account offers its place to a colleague, giving its password again.</summary>
public sealed class OfferMainAccount(AppDbFactory databases, ProveOneself proof)
{
    public sealed record Wanted(long? ToId, string? Password, string? Code);

    public async Task<Outcome> RunAsync(Actor actor, Wanted wanted, CancellationToken ct = default)
    {
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        if (!actor.IsMain)
            return OrgsRefusals.OnlyMainAccount;
        if (wanted.ToId is not { } toId)
            return OrgsRefusals.ReceiverRequired;
        await using var db = databases.Open(actor);
        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            await OneAtATime.InOrgAsync(db, ct);
            outcome = await OfferAsync(db, toId, wanted, ct);
        }, ct);
        return outcome;
    }

    private async Task<Outcome> OfferAsync(AppDb db, long toId, Wanted wanted, CancellationToken ct)
    {
        var main = await db.Set<User>().SingleAsync(x => x.Id == db.Actor.UserId, ct);
        if (!main.IsMain)
            return OrgsRefusals.OnlyMainAccount;
        if (await proof.CheckAsync(db, main, wanted.Password, wanted.Code, ct) is { } refusal)
            return refusal;
        // A certificate's account has no password to accept with.
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == toId && !x.IsMain && !x.IsDisabled && x.RemovedAt == null && x.Certificate == null, ct) is not { } to)
            return OrgsRefusals.ReceiverGone;
        var now = db.Time.UtcNow();
        var open = await db.Set<MainAccountChange>().Where(x => x.OrgId == db.OrgId && x.Kind == MainAccountChangeKind.Transfer
            && (x.State == MainAccountChangeState.Offered || x.State == MainAccountChangeState.Waiting)).ToListAsync(ct);
        if (open.Exists(x => x.IsOpen(now)))
            return OrgsRefusals.TransferUnderWay;
        foreach (var late in open)
            late.State = MainAccountChangeState.Lapsed;
        var change = new MainAccountChange
        {
            Kind = MainAccountChangeKind.Transfer,
            OrgId = db.OrgId,
            CreditCode = await db.Set<Org>().Where(x => x.Id == db.OrgId).Select(x => x.CreditCode).SingleAsync(ct),
            State = MainAccountChangeState.Offered,
            FromId = main.Id,
            ToId = to.Id,
            ToName = to.Name,
            CreatedAt = now,
            LapsesAt = now + MainAccountChange.TransferLasts,
        };
        db.Add(change);
        db.Record(OrgsActions.MainAccountOffered, change);
        db.Notify(to.Id, "主账号转让给您", $"{main.Name}要把本企业的主账号转让给您，请在 7 天内接收；接收后由平台确认。", OrgsUrls.MainAccount);
        db.Touch(MyMainAccount.Topic);
        return await db.TrySaveAsync(OrgsRefusals.ProfileChangedMeanwhile, ct: ct);
    }
}
