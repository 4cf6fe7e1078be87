using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Orgs.Papers;

/// <summary>Hands in a paper, or a newer one; it counts once an operator has approved it, and until then the old one goes on as long as it is valid.</summary>
public sealed class RenewQualification(AppDbFactory databases, PlatformPeople operators)
{
    /// <param name="FileId">What the actor has just uploaded; null when he forgot to.</param>
    public sealed record Wanted(QualificationKind Kind, string? Number, DateOnly? ExpiresOn, long? FileId);

    public async Task<Outcome> RunAsync(Actor actor, Wanted wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageQualifications) is { } refusal)
            return refusal;
        var number = StoredText.Clean(wanted.Number ?? "").Trim();
        var refusals = Check(wanted, number, ChinaTime.Today(databases.Time)).ToList();
        if (refusals.Count > 0)
            return Outcome.Refused(refusals);

        await using var db = databases.Open(actor);
        var org = await db.Set<Org>().AsNoTracking().SingleAsync(x => x.Id == actor.OrgId, ct);
        if (!QualificationRules.NeededBy(org.Kind).Contains(wanted.Kind))
            return OrgsRefusals.QualificationNotNeeded;
        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            await OneAtATime.InOrgAsync(db, ct);
            outcome = await PutAsync(db, wanted, number, ct);
        }, ct);
        if (outcome.IsDone)
            await operators.TellAsync("企业资质待审核", $"{org.Name}提交了新的“{Platform.Ui.Kit.Labels.Of(wanted.Kind)}”，请审核。", OrgsUrls.Enterprise(actor.OrgId), ct);
        return outcome;
    }

    private static async Task<Outcome> PutAsync(AppDb db, Wanted wanted, string number, CancellationToken ct)
    {
        var me = db.Actor.UserId;
        if (await db.Set<StoredFile>().SingleOrDefaultAsync(x => x.Id == wanted.FileId && x.Purpose == QualificationFile.Purpose.Code && x.CreatedById == me && x.State == StoredFileState.Stored, ct) is not { } file)
            return OrgsRefusals.QualificationFileRequired;
        // Picked up by another paper meanwhile: two rows would share one file, and the first to go would take it along.
        if (await db.Set<Qualification>().AnyAsync(x => x.OrgId == db.OrgId && x.FileId == file.Id, ct))
            return OrgsRefusals.QualificationFileRequired;
        file.Keep();
        if (await db.Set<Qualification>().SingleOrDefaultAsync(x => x.OrgId == db.OrgId && x.Kind == wanted.Kind && x.State != QualificationState.Approved, ct) is not { } paper)
        {
            db.Add(paper = new Qualification
            {
                OrgId = db.OrgId,
                Kind = wanted.Kind,
                Number = number,
                ExpiresOn = wanted.ExpiresOn,
                FileId = file.Id,
                FileName = file.Name,
                State = QualificationState.Waiting,
                SubmittedById = me,
                SubmittedBy = db.Actor.Name,
                SubmittedAt = db.Time.UtcNow(),
            });
        }
        else
        {
            var before = paper.FileId;
            (paper.Number, paper.ExpiresOn, paper.FileId, paper.FileName) = (number, wanted.ExpiresOn, file.Id, file.Name);
            (paper.State, paper.RejectedWhy, paper.ReviewedBy, paper.ReviewedAt) = (QualificationState.Waiting, null, null, null);
            (paper.SubmittedById, paper.SubmittedBy, paper.SubmittedAt) = (me, db.Actor.Name, db.Time.UtcNow());
            if (await db.Set<StoredFile>().SingleOrDefaultAsync(x => x.Id == before, ct) is { } old)
                FileStore.Delete(db, old);
        }
        db.Record(OrgsActions.QualificationSubmitted, paper);
        db.Touch(MyQualifications.Topic);
        return await db.TrySaveAsync(OrgsRefusals.QualificationChangedMeanwhile, ct: ct);
    }

    private static IEnumerable<Refusal> Check(Wanted wanted, string number, DateOnly today)
    {
        if (number.Length is 0 or > JoinQualification.NumberLength)
            yield return OrgsRefusals.QualificationNumberWrong;
        if (wanted.ExpiresOn is null && QualificationRules.MustExpire(wanted.Kind))
            yield return OrgsRefusals.QualificationExpiryRequired;
        if (wanted.ExpiresOn < today)
            yield return OrgsRefusals.QualificationExpired(wanted.Kind);
        if (wanted.FileId is null)
            yield return OrgsRefusals.QualificationFileRequired;
    }
}
