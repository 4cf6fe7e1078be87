using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Papers;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs.Onboarding;

public sealed record JoinRow(long Id, string Name, OrgKind Kind, string CreditCode, string ContactName, JoinState State, DateTime? SubmittedAt, string? ReviewedBy);

/// <summary>The operators' desk: who wants in, with which papers, and the answer.</summary>
public sealed class ReviewJoining(AppDbFactory databases, QueueSms sms, CopyPapers papers)
{
    public static readonly SortMap<JoinApplication> Sorts = new SortMap<JoinApplication>(x => x.Id, "at", defaultDescending: true)
        .By("at", x => x.SubmittedAt!.Value)
        .By("name", x => x.Name);

    /// <param name="Headquarters">The chain that handed it in; null for those who apply themselves.</param>
    public sealed record Shown(JoinApplication Application, IReadOnlyList<JoinQualification> Qualifications, string? Headquarters);

    /// <param name="Failed">Each with the reason.</param>
    public sealed record Several(int Done, IReadOnlyList<string> Failed);

    /// <summary>At once; more are better looked at one by one.</summary>
    public const int MostAtOnce = 100;

    public async Task<Outcome<Page<JoinRow>>> ListAsync(Actor actor, string? text, OrgKind? kind, JoinState? state, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewJoining) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = db.Set<JoinApplication>().AsNoTracking().Where(x => x.SubmittedAt != null);
        if (text is { Length: > 0 })
            found = found.Where(x => x.Name.Contains(text) || x.CreditCode.Contains(text));
        if (kind is { } only)
            found = found.Where(x => x.Kind == only);
        if (state is { } wanted)
            found = found.Where(x => x.State == wanted);
        return await found.ToPageAsync(Sorts, page, x => new JoinRow(x.Id, x.Name, x.Kind, x.CreditCode, x.ContactName, x.State, x.SubmittedAt, x.ReviewedBy), ct);
    }

    public async Task<Outcome<Shown>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewJoining) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<JoinApplication>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id && x.SubmittedAt != null, ct) is not { } application)
            return OrgsRefusals.JoinNotFound;
        return new Shown(application, await db.Set<JoinQualification>().AsNoTracking().Where(x => x.ApplicationId == id).OrderBy(x => x.Id).ToListAsync(ct),
            await db.Set<Org>().Where(x => x.Id == application.HeadquartersId).Select(x => x.Name).SingleOrDefaultAsync(ct));
    }

    /// <summary>Each for itself: one that can't be decided holds up no other.</summary>
    public async Task<Outcome<Several>> SeveralAsync(Actor actor, IReadOnlyCollection<long> ids, string? reason, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ReviewJoining) is { } refusal)
            return refusal;
        if (ids.Count > MostAtOnce)
            return OrgsRefusals.JoinTooManyAtOnce;
        await using var db = databases.Open(actor);
        var seen = await db.Set<JoinApplication>().AsNoTracking().Where(x => ids.Contains(x.Id)).OrderBy(x => x.Id).Select(x => new { x.Id, x.Name, x.Version }).ToListAsync(ct);
        var (done, failed) = (0, new List<string>());
        foreach (var one in seen)
        {
            var outcome = await RunAsync(actor, one.Id, one.Version, reason, ct);
            if (outcome.IsDone)
                done++;
            else
                failed.Add($"{one.Name}：{outcome.Refusal!.Text}");
        }
        return new Several(done, failed);
    }

    /// <param name="version">Of what the operator looked at: who decides on something else is told.</param>
    /// <param name="reason">Null approves.</param>
    public async Task<Outcome> RunAsync(Actor actor, long id, int version, string? reason, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ReviewJoining) is { } refusal)
            return refusal;
        var why = reason is null ? null : StoredText.Clean(reason).Trim();
        if (why is { Length: 0 })
            return OrgsRefusals.ReasonRequired;
        if (why is { Length: > JoinApplication.ReasonLength })
            return OrgsRefusals.ReasonTooLong;

        await using var db = databases.Open(actor);
        if (await db.Set<JoinApplication>().SingleOrDefaultAsync(x => x.Id == id && x.SubmittedAt != null, ct) is not { } application)
            return OrgsRefusals.JoinNotFound;
        if (application.State != JoinState.Waiting || application.Version != version)
            return OrgsRefusals.JoinAlreadyReviewed;
        return why is null ? await ApproveAsync(actor, id, version, ct) : await RejectAsync(db, application, why, ct);
    }

    private async Task<Outcome> RejectAsync(AppDb db, JoinApplication application, string why, CancellationToken ct)
    {
        (application.State, application.RejectedWhy, application.ReviewedAt, application.ReviewedBy) = (JoinState.Rejected, why, db.Time.UtcNow(), db.Actor.Name);
        db.Record(OrgsActions.JoinRejected, application);
        // A phone that got too many messages today must not hold up the decision: the applicant reads the reason on the page as well.
        await sms.AddAsync(db, JoinSms.Rejected, MobileNumber.Parse(application.Mobile).Value, new Dictionary<string, string> { ["name"] = application.Name, ["reason"] = why.TrimEnd('。', '.', '！', '；') }, ct);
        var saved = await db.TrySaveAsync(OrgsRefusals.JoinAlreadyReviewed, ct: ct);
        if (saved.IsDone && application.HeadquartersId is { } chain)
            await TellChainAsync(chain, application, why, ct);
        return saved;
    }

    /// <summary>After the decision: rows of two enterprises are not saved together. The list of stores says it anyway.</summary>
    private async Task TellChainAsync(long chain, JoinApplication application, string why, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(chain));
        await MainAccount.TellAsync(db, "门店入驻未通过", $"{application.Name}的入驻申请未通过：{why}", OrgsUrls.Stores, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The decision, the enterprise, its main account and the message are one change, in the log of the new enterprise.</summary>
    private async Task<Outcome> ApproveAsync(Actor actor, long id, int version, CancellationToken ct)
    {
        var password = Passwords.Random();
        var hash = await Task.Run(() => Passwords.Hash(password), ct);
        long orgId;
        await using (var platform = databases.OpenPlatform())
            orgId = (await databases.Engine.TakeIdsAsync(platform, 1, ct))[0];
        await using var db = databases.Open(actor.ForEnterprise(orgId));
        var application = await db.Set<JoinApplication>().SingleAsync(x => x.Id == id, ct);
        if (application.State != JoinState.Waiting || application.Version != version)
            return OrgsRefusals.JoinAlreadyReviewed;
        var today = ChinaTime.Today(db.Time);
        if (await db.Set<JoinQualification>().AsNoTracking().FirstOrDefaultAsync(x => x.ApplicationId == id && x.ExpiresOn < today, ct) is { } expired)
            return OrgsRefusals.QualificationExpired(expired.Kind);
        if (await db.Set<Org>().AnyAsync(x => x.CreditCode == application.CreditCode, ct))
            return OrgsRefusals.CreditCodeTaken;

        (application.State, application.OrgId, application.ReviewedAt, application.ReviewedBy) = (JoinState.Approved, orgId, db.Time.UtcNow(), actor.Name);
        db.Record(OrgsActions.JoinApproved, application);
        OpenEnterprise.Add(db, new(application.Name, application.Kind, application.CreditCode, application.HeadquartersId), new(application.SignInName, application.ContactName, password, MustChangePassword: true, application.Mobile), hash);
        var told = await sms.AddAsync(db, JoinSms.Approved, MobileNumber.Parse(application.Mobile).Value,
            new Dictionary<string, string> { ["name"] = application.Name, ["account"] = application.SignInName, ["password"] = password }, ct);
        // Nobody could sign in to an enterprise whose password was never told.
        if (!told.IsDone)
            return told;
        var copied = await papers.PrepareAsync(db, id, ct);
        if (!copied.TryGet(out var copies))
            return copied.Refusal!;
        await using (copies)
        {
            try
            {
                var outcome = Outcome.Done;
                await db.InTransactionAsync(async () =>
                {
                    outcome = await db.TrySaveAsync(OrgsRefusals.JoinAlreadyReviewed, OrgsRefusals.SignInNameTaken, ct: ct);
                    if (outcome.IsDone)
                        await copies.StoreAsync(db, ct);
                }, ct);
                return outcome;
            }
            catch (FileRefusedException e)
            {
                return e.Refusal;
            }
        }
    }
}
