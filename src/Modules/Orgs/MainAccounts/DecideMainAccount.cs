using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>An operator approves or rejects what is to happen to a main account. Approved, everything moves in one transaction, so that an enterprise never has none or two.</summary>
public sealed class DecideMainAccount(AppDbFactory databases, SessionStore sessions, QueueSms sms)
{
    /// <param name="version">Of what the operator looked at: who decides on something else is told.</param>
    /// <param name="reason">Null approves.</param>
    public async Task<Outcome> RunAsync(Actor actor, long id, int version, string? reason, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ReviewMainAccountChanges) is { } refusal)
            return refusal;
        var why = reason is null ? null : StoredText.Clean(reason).Trim();
        if (why is { Length: 0 })
            return OrgsRefusals.ReasonRequired;
        if (why is { Length: > MainAccountChange.ReasonLength })
            return OrgsRefusals.ReasonTooLong;
        MainAccountChange? seen;
        await using (var reading = databases.Open(actor))
            seen = await reading.Set<MainAccountChange>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct);
        if (seen is null)
            return OrgsRefusals.ChangeNotFound;
        if (why is null && seen.OrgId is null)
            return OrgsRefusals.NoSuchEnterpriseToChange;

        // One that belongs to no enterprise is rejected in the operators' own log alone.
        await using var db = databases.Open(seen.OrgId is { } orgId ? actor.ForEnterprise(orgId) : actor);
        var outcome = Outcome.Done;
        try
        {
            await db.InTransactionAsync(async () =>
            {
                await OneAtATime.InOrgAsync(db, ct);
                outcome = await DecideAsync(db, actor, id, version, why, ct);
                if (!outcome.IsDone)
                    throw new RolledBackException();
            }, ct);
        }
        catch (RolledBackException)
        {
            return outcome;
        }
        if (seen.OrgId is not null)
            await RecordOwnAsync(actor, seen, why, ct);
        return Outcome.Done;
    }

    private async Task<Outcome> DecideAsync(AppDb db, Actor actor, long id, int version, string? why, CancellationToken ct)
    {
        var change = await db.Set<MainAccountChange>().SingleAsync(x => x.Id == id, ct);
        if (change.State != MainAccountChangeState.Waiting || change.Version != version || !change.IsOpen(db.Time.UtcNow()))
            return OrgsRefusals.ChangeOver;
        (change.ReviewedBy, change.ReviewedAt) = (actor.Name, db.Time.UtcNow());
        db.Touch(MyMainAccount.Topic);
        if (why is not null)
        {
            (change.State, change.RejectedWhy) = (MainAccountChangeState.Rejected, why);
            db.Record(OrgsActions.MainAccountRejected, change);
            await TellRejectedAsync(db, change, why, ct);
            return await db.TrySaveAsync(OrgsRefusals.ChangeOver, ct: ct);
        }
        if (change.ObjectedAt is not null)
            return OrgsRefusals.ChangeObjected;
        change.State = MainAccountChangeState.Done;
        db.Record(OrgsActions.MainAccountApproved, change);
        foreach (var other in await db.Set<MainAccountChange>().Where(x => x.OrgId == db.OrgId && x.Id != id && (x.State == MainAccountChangeState.Offered || x.State == MainAccountChangeState.Waiting)).ToListAsync(ct))
            other.State = MainAccountChangeState.Lapsed;
        var old = await db.Set<User>().SingleAsync(x => x.IsMain, ct);
        var org = await db.Set<Org>().Where(x => x.Id == db.OrgId).Select(x => x.Name).SingleAsync(ct);
        return change.Kind switch
        {
            MainAccountChangeKind.Transfer => await TransferAsync(db, change, old, org, ct),
            MainAccountChangeKind.Recovery => await RecoverAsync(db, change, old, org, ct),
            MainAccountChangeKind.Replacement => await ReplaceAsync(db, change, old, org, ct),
        };
    }

    /// <summary>The one who gave his place away stays, as a sub-account that the new main account gives roles to. Both see their rights change within seconds.</summary>
    private async Task<Outcome> TransferAsync(AppDb db, MainAccountChange change, User old, string org, CancellationToken ct)
    {
        var next = await db.Set<User>().SingleOrDefaultAsync(x => x.Id == change.ToId && !x.IsDisabled && x.RemovedAt == null && x.Certificate == null, ct);
        if (next is null || old.Id != change.FromId)
            return OrgsRefusals.TransferPeopleGone;
        db.Notify(old.Id, "主账号已转让", $"{next.Name}现在是主账号；您成为没有角色的子账号，请由新的主账号为您分配角色。");
        db.Notify(next.Id, "您已成为主账号", "您现在拥有本企业的全部权限。原主账号没有角色，请在“组织架构”中为其分配。", OrgsUrls.People);
        await TellPhoneAsync(db, OrgsSms.MainAccountMoved, old.Phone, new() { ["name"] = org, ["what"] = "转让" }, ct);
        return await MoveAsync(db, old, next, isNew: false, ct);
    }

    /// <summary>The same account for whoever proved that he speaks for the enterprise: another phone, a password good for once, no second step, and
    /// none of the external accounts that would let in whoever had it before.</summary>
    private async Task<Outcome> RecoverAsync(AppDb db, MainAccountChange change, User main, string org, CancellationToken ct)
    {
        var before = main.Phone;
        var password = Passwords.Random();
        main.PasswordHash = await Task.Run(() => Passwords.Hash(password), ct);
        (main.MustChangePassword, main.IsDisabled, main.Phone) = (true, false, change.Mobile);
        main.ForgetSecondFactor();
        await SignInPhone.FollowAsync(db, main, ct);
        db.RemoveRange(await db.Set<ExternalAccount>().Where(x => x.OrgId == db.OrgId && x.UserId == main.Id).ToListAsync(ct));
        db.Record(OrgsActions.PasswordReset, main, "找回管理员账号");
        var told = await sms.AddAsync(db, OrgsSms.MainAccountRecovered, MobileNumber.Parse(change.Mobile).Value, new Dictionary<string, string> { ["name"] = org, ["account"] = main.SignInName, ["password"] = password }, ct);
        if (!told.IsDone)
            return told;
        if (before != change.Mobile)
            await TellPhoneAsync(db, OrgsSms.MainAccountMoved, before, new() { ["name"] = org, ["what"] = "找回并更换手机号" }, ct);
        var saved = await db.TrySaveAsync(OrgsRefusals.ChangeOver, ct: ct);
        if (saved.IsDone)
            await sessions.EndAllOfAsync(db, main.Id, ct);
        return saved;
    }

    /// <summary>The old account is stopped: whoever is replaced from outside has usually left. The new main account can let it in again.</summary>
    private async Task<Outcome> ReplaceAsync(AppDb db, MainAccountChange change, User old, string org, CancellationToken ct)
    {
        var password = Passwords.Random();
        var next = new User
        {
            SignInName = change.SignInName!,
            Name = change.ToName,
            Phone = change.Mobile,
            PasswordHash = await Task.Run(() => Passwords.Hash(password), ct),
            MustChangePassword = true,
            CreatedAt = db.Time.UtcNow(),
        };
        old.IsDisabled = true;
        var told = await sms.AddAsync(db, OrgsSms.MainAccountReplaced, MobileNumber.Parse(change.Mobile).Value, new Dictionary<string, string> { ["name"] = org, ["account"] = next.SignInName, ["password"] = password }, ct);
        if (!told.IsDone)
            return told;
        await TellPhoneAsync(db, OrgsSms.MainAccountMoved, old.Phone, new() { ["name"] = org, ["what"] = "更换" }, ct);
        var moved = await MoveAsync(db, old, next, isNew: true, ct);
        if (moved.IsDone)
            await sessions.EndAllOfAsync(db, old.Id, ct);
        return moved;
    }

    /// <summary>First out, then in: the database holds that there are never two.</summary>
    private static async Task<Outcome> MoveAsync(AppDb db, User old, User next, bool isNew, CancellationToken ct)
    {
        old.IsMain = false;
        db.RemoveRange(await db.Set<UserRole>().Where(x => x.UserId == old.Id || x.UserId == next.Id).ToListAsync(ct));
        db.RemoveRange(await db.Set<ManagedStore>().Where(x => x.UserId == next.Id).ToListAsync(ct));
        db.Record(OrgsActions.MainAccountGivenUp, old);
        var saved = await db.TrySaveAsync(OrgsRefusals.ChangeOver, ct: ct);
        if (!saved.IsDone)
            return saved;
        (next.IsMain, next.DepartmentId, next.ManagesAllStores) = (true, null, true);
        if (isNew)
        {
            db.Add(next);
            SignInPhone.Add(db, next);
            db.Add(new SignInName { Name = next.SignInName, OrgId = db.OrgId, UserId = next.Id });
        }
        db.Record(OrgsActions.MainAccountTaken, next);
        return await db.TrySaveAsync(OrgsRefusals.ChangeOver, OrgsRefusals.SignInNameTaken, ct: ct);
    }

    private async Task TellRejectedAsync(AppDb db, MainAccountChange change, string why, CancellationToken ct)
    {
        if (change.Kind == MainAccountChangeKind.Transfer)
        {
            foreach (var person in new[] { change.FromId!.Value, change.ToId!.Value })
                db.Notify(person, "主账号转让未通过", $"平台没有确认主账号的转让：{why}", OrgsUrls.MainAccount);
            return;
        }
        await TellPhoneAsync(db, OrgsSms.MainAccountRefused, change.Mobile, new() { ["code"] = change.CreditCode, ["reason"] = why }, ct);
        if (change.OrgId is not null)
            await MainAccount.TellAsync(db, "主账号申请已驳回", $"平台驳回了{change.ToName}提交的“{Platform.Ui.Kit.Labels.Of(change.Kind)}”申请。", OrgsUrls.MainAccount, ct);
    }

    /// <summary>A phone that got too many messages today must not hold up the decision.</summary>
    private async Task TellPhoneAsync(AppDb db, SmsKind kind, string? phone, Dictionary<string, string> values, CancellationToken ct)
    {
        if (MobileNumber.Parse(phone).TryGet(out var number))
            await sms.AddAsync(db, kind, number, values, ct);
    }

    /// <summary>The enterprise's log has it with the change; the operators' own follows.</summary>
    private async Task RecordOwnAsync(Actor actor, MainAccountChange change, string? why, CancellationToken ct)
    {
        await using var own = databases.Open(actor);
        own.Record(why is null ? OrgsActions.MainAccountApproved : OrgsActions.MainAccountRejected, new AuditObject(nameof(MainAccountChange), change.Id, ((IAuditSubject)change).AuditName), why);
        await own.SaveChangesAsync(ct);
    }

    private sealed class RolledBackException : Exception;
}
