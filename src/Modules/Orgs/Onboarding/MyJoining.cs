using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.People;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Orgs.Onboarding;

/// <summary>What the applicant himself does with his application. Whoever asks has shown that the phone is his.</summary>
public sealed class MyJoining(AppDbFactory databases, FileStore files, PlatformPeople operators)
{
    public sealed record Mine(JoinApplication Application, IReadOnlyList<JoinQualification> Qualifications);

    public sealed record Details(OrgKind Kind, string? CreditCode, string? Name, string? Address, string? LegalPerson, string? ContactName, string? SignInName);

    public sealed record Paper(QualificationKind Kind, string? Number, DateOnly? ExpiresOn, string FileName, Stream Bytes, long Size);

    /// <summary>The latest application of this phone; null when it has none.</summary>
    public async Task<Mine?> FindAsync(string mobile, CancellationToken ct = default)
    {
        await using var db = databases.OpenPlatform();
        if (await db.Set<JoinApplication>().AsNoTracking().Where(x => x.Mobile == mobile).OrderByDescending(x => x.Id).FirstOrDefaultAsync(ct) is not { } application)
            return null;
        return new(application, await db.Set<JoinQualification>().AsNoTracking().Where(x => x.ApplicationId == application.Id).OrderBy(x => x.Id).ToListAsync(ct));
    }

    public async Task<Outcome> SaveAsync(string mobile, Details wanted, CancellationToken ct = default)
    {
        if (await PlatformFiles.OrgIdAsync(databases, ct) is not { } platform)
            return OrgsRefusals.JoiningClosed;
        var clean = new Details(wanted.Kind, wanted.CreditCode, Clean(wanted.Name), Clean(wanted.Address), Clean(wanted.LegalPerson), Clean(wanted.ContactName), SignInNames.Normalise(wanted.SignInName ?? ""));
        var refusals = Check(clean).ToList();
        var code = CreditCode.Parse(wanted.CreditCode);
        if (!code.IsDone)
            refusals.Insert(0, code.Refusal!.At(nameof(Details.CreditCode)));
        if (refusals.Count > 0)
            return Outcome.Refused(refusals);

        await using var db = databases.Open(Actor.System(platform, "入驻申请"));
        var mine = await OpenOneAsync(db, mobile, ct);
        if (await TakenAsync(db, code.Value.Text, clean.SignInName!, mine?.Id, ct) is { } taken)
            return taken;
        if (mine is { State: JoinState.Waiting })
            return OrgsRefusals.JoinUnderReview;
        if (mine is { HeadquartersId: not null } && clean.Kind != OrgKind.Store)
            return OrgsRefusals.StoreStaysStore;
        if (mine is null)
            db.Add(mine = new JoinApplication { Kind = clean.Kind, Mobile = mobile, CreatedAt = db.Time.UtcNow() });
        (mine.Kind, mine.CreditCode, mine.Name, mine.Address) = (clean.Kind, code.Value.Text, clean.Name!, clean.Address!);
        (mine.LegalPerson, mine.ContactName, mine.SignInName) = (clean.LegalPerson!, clean.ContactName!, clean.SignInName!);
        return await db.TrySaveAsync(OrgsRefusals.JoinChangedMeanwhile, ct: ct);
    }

    public async Task<Outcome> AddPaperAsync(string mobile, Paper paper, CancellationToken ct = default)
    {
        if (await PlatformFiles.OrgIdAsync(databases, ct) is not { } platform)
            return OrgsRefusals.JoiningClosed;
        var number = Clean(paper.Number);
        if (number.Length is 0 or > JoinQualification.NumberLength)
            return OrgsRefusals.QualificationNumberWrong;
        if (paper.ExpiresOn is null && QualificationRules.MustExpire(paper.Kind))
            return OrgsRefusals.QualificationExpiryRequired;
        if (paper.ExpiresOn < ChinaTime.Today(databases.Time))
            return OrgsRefusals.QualificationExpired(paper.Kind);

        var system = Actor.System(platform, "入驻申请");
        await using var db = databases.Open(system);
        if (await OpenOneAsync(db, mobile, ct) is not { } mine)
            return OrgsRefusals.JoinDetailsFirst;
        if (mine.State == JoinState.Waiting)
            return OrgsRefusals.JoinUnderReview;
        if (!QualificationRules.NeededBy(mine.Kind).Contains(paper.Kind))
            return OrgsRefusals.QualificationNotNeeded;

        var received = await files.ReceiveAsync(system, PlatformFiles.Purpose, paper.FileName, paper.Bytes, paper.Size, ct);
        if (!received.TryGet(out var fileId))
            return received.Refusal!;
        var stored = await db.Set<StoredFile>().SingleAsync(x => x.Id == fileId, ct);
        stored.Keep();
        await PutAsync(db, mine, paper, number, stored, ct);
        return await db.TrySaveAsync(OrgsRefusals.JoinChangedMeanwhile, OrgsRefusals.JoinChangedMeanwhile, ct: ct);
    }

    public async Task<Outcome> SubmitAsync(string mobile, CancellationToken ct = default)
    {
        if (await PlatformFiles.OrgIdAsync(databases, ct) is not { } platform)
            return OrgsRefusals.JoiningClosed;
        await using var db = databases.Open(Actor.System(platform, "入驻申请"));
        if (await OpenOneAsync(db, mobile, ct) is not { } mine)
            return OrgsRefusals.JoinDetailsFirst;
        if (mine.State == JoinState.Waiting)
            return OrgsRefusals.JoinUnderReview;
        var papers = await db.Set<JoinQualification>().AsNoTracking().Where(x => x.ApplicationId == mine.Id).ToListAsync(ct);
        var today = ChinaTime.Today(db.Time);
        var missing = QualificationRules.NeededBy(mine.Kind).Where(kind => papers.TrueForAll(x => x.Kind != kind)).ToList();
        if (missing.Count > 0)
            return OrgsRefusals.QualificationMissing(missing[0]);
        if (papers.Find(x => x.ExpiresOn < today) is { } expired)
            return OrgsRefusals.QualificationExpired(expired.Kind);

        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            await OneAtATime.InOrgAsync(db, ct);
            if (await TakenAsync(db, mine.CreditCode, mine.SignInName, mine.Id, ct) is { } taken)
            {
                outcome = taken;
                return;
            }
            (mine.State, mine.SubmittedAt, mine.RejectedWhy) = (JoinState.Waiting, db.Time.UtcNow(), null);
            db.Record(OrgsActions.JoinSubmitted, mine);
            outcome = await db.TrySaveAsync(OrgsRefusals.JoinChangedMeanwhile, ct: ct);
        }, ct);
        if (outcome.IsDone)
            await operators.TellAsync("新的入驻申请", $"{mine.Name}提交了入驻申请，请审核。", OrgsUrls.JoinReview(mine.Id), ct);
        return outcome;
    }

    private static async Task PutAsync(AppDb db, JoinApplication mine, Paper paper, string number, StoredFile stored, CancellationToken ct)
    {
        if (await db.Set<JoinQualification>().SingleOrDefaultAsync(x => x.ApplicationId == mine.Id && x.Kind == paper.Kind, ct) is not { } had)
        {
            db.Add(new JoinQualification { ApplicationId = mine.Id, Kind = paper.Kind, Number = number, ExpiresOn = paper.ExpiresOn, FileId = stored.Id, FileName = stored.Name });
            return;
        }
        var before = had.FileId;
        (had.Number, had.ExpiresOn, had.FileId, had.FileName) = (number, paper.ExpiresOn, stored.Id, stored.Name);
        if (await db.Set<StoredFile>().SingleOrDefaultAsync(x => x.Id == before, ct) is { } old)
            FileStore.Delete(db, old);
    }

    /// <summary>The one that can still change; an approved one is history.</summary>
    private static Task<JoinApplication?> OpenOneAsync(AppDb db, string mobile, CancellationToken ct) =>
        db.Set<JoinApplication>().Where(x => x.Mobile == mobile && x.State != JoinState.Approved).OrderByDescending(x => x.Id).FirstOrDefaultAsync(ct);

    private static async Task<Refusal?> TakenAsync(AppDb db, string creditCode, string signInName, long? ownId, CancellationToken ct)
    {
        if (await db.Set<Org>().AnyAsync(x => x.CreditCode == creditCode, ct))
            return OrgsRefusals.CreditCodeTaken;
        if (await db.Set<JoinApplication>().AnyAsync(x => x.CreditCode == creditCode && x.State == JoinState.Waiting && x.Id != ownId, ct))
            return OrgsRefusals.CreditCodeUnderReview;
        return await db.Set<SignInName>().AnyAsync(x => x.Name == signInName, ct)
            || await db.Set<JoinApplication>().AnyAsync(x => x.SignInName == signInName && x.State == JoinState.Waiting && x.Id != ownId, ct)
            ? OrgsRefusals.SignInNameTaken
            : null;
    }

    private static IEnumerable<Refusal> Check(Details details)
    {
        if (!QualificationRules.Applying.Contains(details.Kind))
            yield return OrgsRefusals.JoinKindRequired;
        if (details.Name!.Length is 0 or > JoinApplication.TextLength)
            yield return OrgsRefusals.JoinNameWrong;
        if (details.Address!.Length is 0 or > JoinApplication.TextLength)
            yield return OrgsRefusals.JoinAddressWrong;
        if (details.LegalPerson!.Length is 0 or > 40)
            yield return OrgsRefusals.JoinLegalPersonWrong;
        if (details.ContactName!.Length is 0 or > 40)
            yield return OrgsRefusals.JoinContactWrong;
        if (!PersonRules.IsSignInName(details.SignInName!))
            yield return OrgsRefusals.SignInNameShape;
    }

    private static string Clean(string? text) => StoredText.Clean(text ?? "").Trim();
}
