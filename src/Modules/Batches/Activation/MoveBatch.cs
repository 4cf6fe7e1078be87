using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Activation;

/// <summary>激活, 冻结 and 再次激活. The code's page says so a second later.</summary>
public sealed class MoveBatch(AppDbFactory databases)
{
    /// <param name="version">Of what was looked at.</param>
    public async Task<Outcome> ActivateAsync(Actor actor, long id, int version, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Activate) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Batch>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } batch)
            return BatchesRefusals.NotFound;
        if (batch.State == BatchState.Active)
            return BatchesRefusals.AlreadyActive;
        if (batch.Codes == 0)
            return BatchesRefusals.CodesNeeded;
        var action = batch.State == BatchState.Frozen ? BatchesActions.Reactivated : BatchesActions.Activated;
        return await MoveAsync(db, batch, version, BatchState.Active, reason: null, action, ct);
    }

    /// <param name="reason">For the enterprise; consumers are told what to do, not why.</param>
    public async Task<Outcome> FreezeAsync(Actor actor, long id, int version, string reason, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Activate) is { } refusal)
            return refusal;
        var why = StoredText.Clean(reason).Trim();
        if (why.Length == 0)
            return BatchesRefusals.ReasonMissing;
        if (why.Length > Batch.ReasonLength)
            return BatchesRefusals.TooLong("冻结原因", Batch.ReasonLength, nameof(FreezeForm.Reason));
        await using var db = databases.Open(actor);
        if (await db.Set<Batch>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } batch)
            return BatchesRefusals.NotFound;
        return batch.State == BatchState.Active ? await MoveAsync(db, batch, version, BatchState.Frozen, why, BatchesActions.Frozen, ct) : BatchesRefusals.OnlyActiveFreeze;
    }

    private static async Task<Outcome> MoveAsync(AppDb db, Batch batch, int version, BatchState to, string? reason, AuditAction action, CancellationToken ct)
    {
        if (batch.Version != version)
            return BatchesRefusals.MovedMeanwhile;
        (batch.State, batch.FreezeReason, batch.MovedAt, batch.MovedBy) = (to, reason, db.Time.UtcNow(), db.Actor.Name);
        db.Record(action, batch);
        BindPackages.Touch(db, batch.Id);
        return await db.TrySaveAsync(BatchesRefusals.MovedMeanwhile, ct: ct);
    }
}
