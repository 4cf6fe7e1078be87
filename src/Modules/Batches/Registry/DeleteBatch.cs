using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Registry;

/// <summary>Deletes a batch that never had codes.</summary>
public sealed class DeleteBatch(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Manage) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Batch>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } batch)
            return BatchesRefusals.NotFound;
        if (batch.HadCodes)
            return BatchesRefusals.HadCodes;
        // What it says goes with it.
        db.Remove(batch);
        db.Record(BatchesActions.Deleted, batch);
        db.Touch(BatchList.Topic);
        db.Touch(BatchList.TopicOf(id));
        return await db.TrySaveAsync(BatchesRefusals.MovedMeanwhile, stillUsed: BatchesRefusals.HadCodes, ct: ct);
    }
}
