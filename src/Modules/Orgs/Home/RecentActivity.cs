using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Home;

/// <summary>What the enterprise's people have been doing: the last seven days by number, the newest lines in words.</summary>
public sealed class RecentActivity(AppDbFactory databases)
{
    public const int Days = 7;
    private const int Lines = 6;

    public sealed record Line(long Sequence, DateTime At, string Who, string Action, string Object);

    /// <param name="ByDay">Oldest first; the last one is today.</param>
    public sealed record Activity(IReadOnlyList<(DateOnly Day, long Count)> ByDay, IReadOnlyList<Line> Latest)
    {
        public long Today => ByDay[^1].Count;
    }

    public async Task<Outcome<Activity>> RunAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewAudit) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var first = ChinaTime.Today(databases.Time).AddDays(1 - Days);
        var byDay = new List<(DateOnly, long)>(Days);
        for (var day = first; day < first.AddDays(Days); day = day.AddDays(1))
        {
            // One narrow range of an index for each day: both engines count it alike, whatever they think of time zones.
            var (start, end) = (ChinaTime.StartOf(day), ChinaTime.StartOf(day.AddDays(1)));
            byDay.Add((day, await db.Set<AuditEntry>().LongCountAsync(x => x.At >= start && x.At < end, ct)));
        }
        var latest = await db.Set<AuditEntry>()
            .OrderByDescending(x => x.Sequence)
            .Take(Lines)
            .Select(x => new Line(x.Sequence, x.At, x.ActorName, x.Action, x.ObjectName))
            .ToListAsync(ct);
        return new Activity(byDay, latest);
    }
}
