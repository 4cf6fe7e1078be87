using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Papers;

/// <summary>A kind of paper as one enterprise has it.</summary>
/// <param name="Current">What counts today, even when it has ended; null while none was approved.</param>
/// <param name="Pending">What waits for the operators, or what they rejected; null when there is neither.</param>
/// <param name="Acts">What can't be done once it has ended.</param>
public sealed record QualificationCard(QualificationKind Kind, Qualification? Current, QualificationStanding Standing, Qualification? Pending, IReadOnlyList<string> Acts);

/// <summary>The papers of an enterprise and how each stands.</summary>
public sealed class MyQualifications(AppDbFactory databases, IEnumerable<QualificationNeed> needs)
{
    internal const string Topic = "qualifications";

    public sealed record Shelf(IReadOnlyList<QualificationCard> Cards);

    public async Task<Outcome<Shelf>> RunAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewQualifications) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return new Shelf(await ReadAsync(db, actor.OrgId, ct));
    }

    /// <summary>For whoever was found to be allowed: the enterprise itself, operators, the banner over the pages.</summary>
    internal async Task<IReadOnlyList<QualificationCard>> ReadAsync(AppDb db, long orgId, CancellationToken ct)
    {
        var today = ChinaTime.Today(db.Time);
        var org = await db.Set<Org>().Where(x => x.Id == orgId).Select(x => x.Kind).SingleAsync(ct);
        var papers = (await db.Set<Qualification>().AsNoTracking().Where(x => x.OrgId == orgId).OrderBy(x => x.Id).ToListAsync(ct)).ToLookup(x => x.Kind);
        return [.. QualificationRules.NeededBy(org).Union(papers.Select(x => x.Key)).Select(CardOf)];

        QualificationCard CardOf(QualificationKind kind)
        {
            var approved = papers[kind].Where(x => x.State == QualificationState.Approved).ToList();
            var current = approved.Count == 0 ? null : QualificationTerms.Best(approved);
            return new(kind, current, current is null ? QualificationStanding.Missing : QualificationTerms.On(today, current.ExpiresOn),
                papers[kind].LastOrDefault(x => x.State != QualificationState.Approved),
                [.. needs.Where(need => need.Kinds.Contains(kind)).Select(need => need.Act)]);
        }
    }
}
