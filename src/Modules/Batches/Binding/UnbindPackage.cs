using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Codes;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Binding;

/// <summary>解绑: gives the codes of a package back, until the batch is activated for the first time.</summary>
public sealed class UnbindPackage(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, long packageId, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Manage) is { } refusal)
            return refusal;
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        await using var db = databases.Open(actor);
        Outcome outcome = BatchesRefusals.NotFound;
        await db.InTransactionAsync(async () => outcome = await UnbindAsync(db, id, packageId, ct), ct);
        return outcome;
    }

    private static async Task<Outcome> UnbindAsync(AppDb db, long id, long packageId, CancellationToken ct)
    {
        await ReadyPackage.HoldAsync(db, [packageId], ct);
        if (await db.Set<Batch>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } batch)
            return BatchesRefusals.NotFound;
        if (batch.State != BatchState.Inactive)
            return BatchesRefusals.BindOnlyBefore;
        var spans = await db.Set<BatchSpan>().Where(x => x.BatchId == id && x.PackageId == packageId).ToListAsync(ct);
        if (spans.Count == 0)
            return BatchesRefusals.NotBound;
        var package = await ReadyPackage.In(db).SingleAsync(x => x.Id == packageId, ct);
        var codes = CodeCount.Of(SpanSet.Of(spans.Select(x => x.Span)), package);
        db.RemoveRange(spans);
        batch.Codes -= codes;
        db.Record(BatchesActions.CodesUnbound, batch, FormattableString.Invariant($"{package.Number}，{codes:N0} 个码"));
        BindPackages.Touch(db, id);
        return await db.TrySaveAsync(BatchesRefusals.MovedMeanwhile, ct: ct);
    }
}
