using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Notifications;

namespace Yaosu.Orgs.Papers;

/// <summary>An operator looks at a paper of an enterprise and approves or rejects it. Those who handed it in and the main account hear of it.</summary>
public sealed class ReviewQualification(AppDbFactory databases, DownloadLinks links)
{
    /// <param name="version">Of what the operator looked at: who decides on something else is told.</param>
    /// <param name="reason">Null approves.</param>
    public async Task<Outcome> RunAsync(Actor actor, long id, int version, string? reason, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ReviewQualifications) is { } refusal)
            return refusal;
        var why = reason is null ? null : StoredText.Clean(reason).Trim();
        if (why is { Length: 0 })
            return OrgsRefusals.ReasonRequired;
        if (why is { Length: > Qualification.ReasonLength })
            return OrgsRefusals.ReasonTooLong;
        if (await OrgOfAsync(actor, id, ct) is not { } orgId)
            return OrgsRefusals.QualificationNotFound;

        await using var db = databases.Open(actor.ForEnterprise(orgId));
        var paper = await db.Set<Qualification>().SingleAsync(x => x.Id == id, ct);
        if (paper.State != QualificationState.Waiting || paper.Version != version)
            return OrgsRefusals.QualificationReviewed;
        if (why is null && paper.ExpiresOn < ChinaTime.Today(db.Time))
            return OrgsRefusals.QualificationExpired(paper.Kind);
        (paper.State, paper.RejectedWhy, paper.ReviewedBy, paper.ReviewedAt) = (why is null ? QualificationState.Approved : QualificationState.Rejected, why, actor.Name, db.Time.UtcNow());
        db.Record(why is null ? OrgsActions.QualificationApproved : OrgsActions.QualificationRejected, paper);
        var (title, text) = why is null
            ? ("企业资质已通过", $"“{Platform.Ui.Kit.Labels.Of(paper.Kind)}”已通过审核。")
            : ("企业资质未通过", $"“{Platform.Ui.Kit.Labels.Of(paper.Kind)}”未通过审核：{why} 请更换后重新提交。");
        var main = await MainAccount.IdAsync(db, ct);
        foreach (var person in new[] { main, paper.SubmittedById }.Distinct().Where(person => person != 0))
            db.Notify(person, title, text, OrgsUrls.Qualifications);
        db.Touch(MyQualifications.Topic);
        return await db.TrySaveAsync(OrgsRefusals.QualificationReviewed, ct: ct);
    }

    /// <summary>The address of a paper's file for an operator.</summary>
    public async Task<Outcome<string>> OpenAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewEnterprises) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await db.Set<Qualification>().Where(x => x.Id == id).Select(x => new { x.OrgId, x.FileId }).SingleOrDefaultAsync(ct) is { } paper
            ? await links.LendAsync(actor, actor.ForEnterprise(paper.OrgId), paper.FileId, ct)
            : OrgsRefusals.QualificationNotFound;
    }

    private async Task<long?> OrgOfAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = databases.Open(actor);
        return await db.Set<Qualification>().Where(x => x.Id == id).Select(x => (long?)x.OrgId).SingleOrDefaultAsync(ct);
    }
}
