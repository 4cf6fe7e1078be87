using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Orgs.AuditLog;

/// <summary>What an administrator asks of the log. Null means: any.</summary>
/// <param name="From">First day, in China.</param>
/// <param name="To">Last day, included.</param>
/// <param name="UpTo">The last sequence number, so that an export keeps to the lines that were there when it was asked for.</param>
public sealed record AuditLogFilter(string? Person = null, string? Action = null, string? ObjectType = null, long? ObjectId = null, string? Text = null, DateOnly? From = null, DateOnly? To = null, long? UpTo = null);

public sealed record AuditLogRow(long Sequence, DateTime At, string ActorName, ActorKind ActorKind, string Action, string ObjectType, long ObjectId, string ObjectName, string? Note, string? Address);

/// <summary>The audit log, newest first.</summary>
public sealed class AuditLogQuery(AppDbFactory databases)
{
    public static readonly SortMap<AuditEntry> Sorts = new SortMap<AuditEntry>(x => x.Sequence, "at", defaultDescending: true)
        .By("at", x => x.Sequence)
        .By("person", x => x.ActorName)
        .By("action", x => x.Action)
        .By("object", x => x.ObjectName);

    public async Task<Outcome<Page<AuditLogRow>>> RunAsync(Actor actor, AuditLogFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewAudit) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await Filtered(db, filter).ToPageAsync(Sorts, page,
            x => new AuditLogRow(x.Sequence, x.At, x.ActorName, x.ActorKind, x.Action, x.ObjectType, x.ObjectId, x.ObjectName, x.Note, x.Address), ct);
    }

    /// <summary>One entry with its before and after; refused as not found when it isn't this enterprise's.</summary>
    public async Task<Outcome<AuditEntry>> FindAsync(Actor actor, long sequence, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewAudit) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await db.Set<AuditEntry>().AsNoTracking().SingleOrDefaultAsync(x => x.Sequence == sequence, ct) is { } entry ? entry : OrgsRefusals.AuditEntryNotFound;
    }

    internal static IQueryable<AuditEntry> Filtered(AppDb db, AuditLogFilter filter)
    {
        var entries = db.Set<AuditEntry>().AsNoTracking();
        if (filter.Person is { Length: > 0 } person)
            entries = entries.Where(x => x.ActorName.Contains(person));
        if (filter.Action is { Length: > 0 } action)
            entries = entries.Where(x => x.Action == action);
        if (filter.ObjectType is { Length: > 0 } type)
            entries = entries.Where(x => x.ObjectType == type);
        if (filter.ObjectId is { } id)
            entries = entries.Where(x => x.ObjectId == id);
        if (filter.Text is { Length: > 0 } text)
            entries = entries.Where(x => x.ObjectName.Contains(text) || x.Note!.Contains(text) || x.Changes!.Contains(text));
        if (filter.From is { } from)
        {
            var start = ChinaTime.StartOf(from);
            entries = entries.Where(x => x.At >= start);
        }
        if (filter.To is { } to)
        {
            var end = ChinaTime.StartOf(to.AddDays(1));
            entries = entries.Where(x => x.At < end);
        }
        if (filter.UpTo is { } last)
            entries = entries.Where(x => x.Sequence <= last);
        return entries;
    }
}
