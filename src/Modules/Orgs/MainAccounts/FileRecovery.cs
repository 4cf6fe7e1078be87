using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.People;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Sms;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>找回管理员账号: somebody who can't sign in to the main account of his enterprise asks for it, with papers. Public: his phone is all that is known of him, and
/// he hears the same whether or not there is such an enterprise.</summary>
public sealed class FileRecovery(AppDbFactory databases, FileStore files, QueueSms sms, PlatformPeople operators)
{
    /// <summary>Undecided applications for one code; more would only fill the desk.</summary>
    private const int MostOpen = 3;

    /// <summary>Whom the logs name.</summary>
    private const string Asking = "找回管理员账号";

    public sealed record Upload(string Name, Stream Bytes, long Size);

    /// <param name="SignInName">Of the new account; asked for when another person takes over.</param>
    public sealed record Wanted(MainAccountChangeKind Kind, string? CreditCode, string? Name, string? SignInName, Upload? Letter, Upload? Licence);

    /// <summary>The latest application of this phone; null when it has none.</summary>
    public async Task<MainAccountChange?> FindAsync(string mobile, CancellationToken ct = default)
    {
        await using var db = databases.OpenPlatform();
        return await db.Set<MainAccountChange>().AsNoTracking().Where(x => x.Mobile == mobile).OrderByDescending(x => x.Id).FirstOrDefaultAsync(ct);
    }

    /// <param name="mobile">Shown to be his.</param>
    public async Task<Outcome> RunAsync(string mobile, Wanted wanted, CancellationToken ct = default)
    {
        if (await PlatformFiles.OrgIdAsync(databases, ct) is not { } platform)
            return OrgsRefusals.RecoveryClosed;
        var name = StoredText.Clean(wanted.Name ?? "").Trim();
        var account = wanted.Kind == MainAccountChangeKind.Replacement ? SignInNames.Normalise(wanted.SignInName ?? "") : null;
        var code = CreditCode.Parse(wanted.CreditCode);
        var refusals = Check(wanted, name, account, code).ToList();
        if (refusals.Count > 0)
            return Outcome.Refused(refusals);
        await using (var reading = databases.OpenPlatform())
            if (await TakenAsync(reading, mobile, code.Value.Text, account, ct) is { } taken)
                return taken;

        var system = Actor.System(platform, Asking);
        var letter = await files.ReceiveAsync(system, RecoveryFile.Purpose, wanted.Letter!.Name, wanted.Letter.Bytes, wanted.Letter.Size, ct);
        if (!letter.IsDone)
            return letter.Refusal!.At(nameof(Wanted.Letter));
        var licence = await files.ReceiveAsync(system, RecoveryFile.Purpose, wanted.Licence!.Name, wanted.Licence.Bytes, wanted.Licence.Size, ct);
        if (!licence.IsDone)
            return licence.Refusal!.At(nameof(Wanted.Licence));
        long[] papers = [letter.Value, licence.Value];
        var names = await KeepAsync(system, papers, ct);
        var started = Stopwatch.GetTimestamp();
        var change = new MainAccountChange
        {
            Kind = wanted.Kind,
            OrgId = await OrgOfAsync(code.Value.Text, ct),
            CreditCode = code.Value.Text,
            State = MainAccountChangeState.Waiting,
            ToName = name,
            Mobile = mobile,
            SignInName = account,
            LetterFileId = letter.Value,
            LetterFileName = names[letter.Value],
            LicenceFileId = licence.Value,
            LicenceFileName = names[licence.Value],
            CreatedAt = databases.Time.UtcNow(),
        };
        var isFiled = false;
        try
        {
            var filed = await PutAsync(platform, change, ct);
            isFiled = filed.IsDone;
            if (isFiled)
                await operators.TellAsync("主账号申请待审核", $"{name}提交了“{Labels.Of(wanted.Kind)}”申请，请审核。", OrgsUrls.MainAccountChange(change.Id), ct);
            await SameTime.WaitAsync(started, ct);
            return filed;
        }
        finally
        {
            if (!isFiled)
                await DropAsync(system, papers);
        }
    }

    private async Task<Outcome> PutAsync(long platform, MainAccountChange change, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(change.OrgId ?? platform, Asking));
        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            // Asked again: of two that came at the same moment, both found nothing before their papers were here.
            await OneAtATime.InOrgAsync(db, platform, ct);
            if (await TakenAsync(db, change.Mobile!, change.CreditCode, change.SignInName, ct) is { } taken)
            {
                outcome = taken;
                return;
            }
            db.Add(change);
            db.Record(OrgsActions.MainAccountAskedFor, change);
            if (change.OrgId is not null)
                await WarnMainAsync(db, change, ct);
            outcome = await db.TrySaveAsync(ct: ct);
        }, ct);
        return outcome;
    }

    private async Task<long?> OrgOfAsync(string creditCode, CancellationToken ct)
    {
        await using var db = databases.OpenPlatform();
        return await db.Set<Org>().Where(x => x.CreditCode == creditCode && x.Kind != OrgKind.Platform).Select(x => (long?)x.Id).SingleOrDefaultAsync(ct);
    }

    /// <summary>With the filing: the main account can object before anything is decided.</summary>
    private async Task WarnMainAsync(AppDb db, MainAccountChange change, CancellationToken ct)
    {
        var org = await db.Set<Org>().Where(x => x.Id == db.OrgId).Select(x => x.Name).SingleAsync(ct);
        var account = await db.Set<User>().Where(x => x.IsMain).Select(x => x.SignInName).SingleAsync(ct);
        await MainAccount.TellAsync(db, "有人申请接管主账号", $"{change.ToName}申请“{Labels.Of(change.Kind)}”。如非本企业所为，请立即提出异议，平台就不会通过。", OrgsUrls.MainAccount, ct);
        await MainAccount.SendAsync(db, sms, OrgsSms.MainAccountAskedFor, new Dictionary<string, string> { ["name"] = org, ["account"] = account, ["what"] = Labels.Of(change.Kind) }, ct);
        db.Touch(MyMainAccount.Topic);
    }

    private async Task<Dictionary<long, string>> KeepAsync(Actor system, long[] ids, CancellationToken ct)
    {
        await using var db = databases.Open(system);
        var stored = await db.Set<StoredFile>().Where(x => ids.Contains(x.Id)).ToListAsync(ct);
        stored.ForEach(file => file.Keep());
        await db.SaveChangesAsync(ct);
        return stored.ToDictionary(x => x.Id, x => x.Name);
    }

    /// <summary>They are with the platform's files, and the application was not saved: nobody would ever see them.</summary>
    private async Task DropAsync(Actor system, long[] ids)
    {
        await using var db = databases.Open(system);
        foreach (var file in await db.Set<StoredFile>().Where(x => ids.Contains(x.Id)).ToListAsync(CancellationToken.None))
            FileStore.Delete(db, file);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Says nothing about the enterprise: only what the phone, the code as typed and the new name are already used for.</summary>
    private static async Task<Refusal?> TakenAsync(AppDb db, string mobile, string creditCode, string? account, CancellationToken ct)
    {
        var open = db.Set<MainAccountChange>().Where(x => x.State == MainAccountChangeState.Waiting && x.Kind != MainAccountChangeKind.Transfer);
        if (await open.AnyAsync(x => x.Mobile == mobile, ct))
            return OrgsRefusals.RecoveryUnderReview;
        if (await open.CountAsync(x => x.CreditCode == creditCode, ct) >= MostOpen)
            return OrgsRefusals.RecoveryTooMany;
        return account is not null && await db.Set<SignInName>().AnyAsync(x => x.Name == account, ct) ? OrgsRefusals.SignInNameTaken : null;
    }

    private static IEnumerable<Refusal> Check(Wanted wanted, string name, string? account, Outcome<CreditCode> code)
    {
        if (!code.IsDone)
            yield return code.Refusal!.At(nameof(Wanted.CreditCode));
        if (wanted.Kind is not (MainAccountChangeKind.Recovery or MainAccountChangeKind.Replacement))
            yield return OrgsRefusals.RecoveryKindRequired;
        if (name.Length is 0 or > User.NameLength)
            yield return OrgsRefusals.ApplicantNameWrong;
        if (account is not null && !PersonRules.IsSignInName(account))
            yield return OrgsRefusals.SignInNameShape;
        if (wanted.Letter is null)
            yield return OrgsRefusals.LetterRequired;
        if (wanted.Licence is null)
            yield return OrgsRefusals.LicenceRequired;
    }
}
