using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.Papers;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Contracts;

/// <summary>Whether the papers of an enterprise allow what it is about to do.</summary>
public sealed class Qualifications(AppDbFactory databases)
{
    /// <summary>Null when they do; else the refusal that names the paper and the day it ended. A paper that was never handed in stops nobody.</summary>
    public async Task<Refusal?> CheckAsync(Actor actor, QualificationNeed need, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var today = ChinaTime.Today(db.Time);
        var kind = await db.Set<Org>().Where(x => x.Id == actor.OrgId).Select(x => x.Kind).SingleAsync(ct);
        var asked = need.Kinds.Intersect(QualificationRules.NeededBy(kind)).ToList();
        var papers = await db.Set<Qualification>().AsNoTracking().Where(x => x.OrgId == actor.OrgId && x.State == QualificationState.Approved && asked.Contains(x.Kind)).ToListAsync(ct);
        return papers.GroupBy(x => x.Kind).Select(QualificationTerms.Best).FirstOrDefault(x => x.ExpiresOn < today) is { } ended
            ? OrgsRefusals.QualificationEnded(ended.Kind, ended.ExpiresOn!.Value, need.Act)
            : null;
    }
}
