using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.AuditLog;

public sealed partial class AuditEntryPage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("审计日志", OrgsUrls.AuditLog)];

    [Parameter]
    public long Sequence { get; set; }

    [Inject]
    private AuditLogQuery Log { get; set; } = default!;

    [Inject]
    private ObjectHistory History { get; set; } = default!;

    private async Task<Outcome<Shown>> LoadAsync(Actor actor, CancellationToken ct)
    {
        var found = await Log.FindAsync(actor, Sequence, ct);
        return found.TryGet(out var entry) ? new Shown(entry, Words.Changes(entry), await History.RunAsync(actor, entry.ObjectType, entry.ObjectId, ct)) : found.Refusal!;
    }

    private static string WhoOf(AuditEntry entry) => entry.ActorKind == ActorKind.System && entry.ActorName != "系统" ? $"{entry.ActorName}（系统）" : entry.ActorName;

    private sealed record Shown(AuditEntry Entry, IReadOnlyList<FieldChange> Changes, IReadOnlyList<TimelineEntry> History);
}
