using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Outbox;

/// <summary>Sends a message that failed or was given up again, now.</summary>
public sealed class RedeliverMessage(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OutboxPermissions.Manage) is { } denied)
            return denied;
        await using var db = databases.Open(actor);
        if (await db.Set<OutboxMessage>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } message)
            return OutboxRefusals.NotFound;
        if (message.Redeliver(db.Time.UtcNow()) is { IsDone: false } refused)
            return refused;
        db.Record(OutboxActions.Redelivered, new AuditObject(nameof(OutboxMessage), message.Id, message.AggregateKey), message.Topic);
        db.Touch(OutboxTopics.All);
        db.Touch(OutboxTopics.Waiting);
        return await db.TrySaveAsync(changedMeanwhile: OutboxRefusals.ChangedMeanwhile, ct: ct);
    }
}
