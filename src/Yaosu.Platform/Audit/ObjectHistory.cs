using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Platform.Audit;

/// <summary>What happened to one object, newest first, for the timeline of its page. Whoever may see the object's page may see its history.</summary>
public sealed class ObjectHistory(AppDbFactory databases, AuditWords words)
{
    private const int Most = 50;

    public async Task<IReadOnlyList<TimelineEntry>> RunAsync(Actor actor, string objectType, long objectId, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var entries = await db.Set<AuditEntry>().AsNoTracking()
            .Where(x => x.ObjectType == objectType && x.ObjectId == objectId)
            .OrderByDescending(x => x.Sequence)
            .Take(Most)
            .ToListAsync(ct);
        return [.. entries.Select(entry => new TimelineEntry(entry.At, entry.ActorName, words.Action(entry.Action), words.Changes(entry), entry.Note, entry.Address))];
    }
}
