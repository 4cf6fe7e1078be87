using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Home;

/// <summary>What the enterprise's people have been doing: the last seven days by number, the newest lines in words.</summary>
public sealed class RecentActivity(AppDbFactory databases)
{
    public const int Days = 7;
    private const int Lines = 6;
    private const int MostKnown = 1_000;

    private readonly ConcurrentDictionary<long, (long Newest, DateOnly Today, Activity Activity)> _known = new();

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
        var today = ChinaTime.Today(databases.Time);
        // Everybody of an enterprise sees the same, and all look at the moment that something happens: only the first reads it.
        var newest = await db.Set<AuditEntry>().MaxAsync(x => (long?)x.Sequence, ct) ?? 0;
        if (_known.TryGetValue(actor.OrgId, out var known) && known.Newest == newest && known.Today == today)
            return known.Activity;
        var activity = await ReadAsync(db, today, ct);
        if (_known.Count >= MostKnown)
            _known.Clear();
        _known[actor.OrgId] = (newest, today, activity);
        return activity;
    }

    private static async Task<Activity> ReadAsync(AppDb db, DateOnly today, CancellationToken ct)
    {
        var first = today.AddDays(1 - Days);
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
