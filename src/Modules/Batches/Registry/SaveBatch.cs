using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Registry;

/// <param name="ShownOnScan">扫码显示.</param>
public sealed record DetailFacts(string Title, DetailKind Kind, string Content, bool ShownOnScan);

/// <summary>What somebody says of a batch.</summary>
/// <param name="BatchNumber">The maker's.</param>
/// <param name="Details">In the order shown.</param>
public sealed record BatchFacts(string BatchNumber, long MerchantId, long GoodsId, DateOnly? MadeOn, DateOnly? ExpiresOn, string? Note, IReadOnlyList<DetailFacts> Details);

/// <summary>Adds a batch, which is given its number, or changes one.</summary>
public sealed class SaveBatch(AppDbFactory databases)
{
    public async Task<Outcome<long>> RunAsync(Actor actor, long? id, int version, BatchFacts wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Manage) is { } refusal)
            return refusal;
        var checkedFacts = BatchRules.Check(wanted);
        if (!checkedFacts.TryGet(out var facts))
            return Outcome<long>.Refused(checkedFacts.Refusals.ToList());
        await using var db = databases.Open(actor);
        var key = BatchKey.Of(facts.BatchNumber);
        if (await db.Set<Batch>().Where(x => x.GoodsId == facts.GoodsId && x.NumberKey == key && x.Id != id).Select(x => x.Number).FirstOrDefaultAsync(ct) is { } other)
            return BatchesRefusals.NumberTaken(other);
        if (id is { } known)
            return await ChangeAsync(db, known, version, facts, ct);
        Outcome<long> outcome = BatchesRefusals.NotFound;
        await db.InTransactionAsync(async () => outcome = await AddAsync(db, facts, ct), ct);
        return outcome;
    }

    private static async Task<Outcome<long>> AddAsync(AppDb db, BatchFacts facts, CancellationToken ct)
    {
        if (await WrongGoodsAsync(db, facts, ct) is { } wrong)
            return wrong;
        if (db.Actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        var batch = new Batch { Number = await BatchCount.NextAsync(db, ct), BatchNumber = facts.BatchNumber, NumberKey = BatchKey.Of(facts.BatchNumber), MerchantId = facts.MerchantId, GoodsId = facts.GoodsId };
        db.Add(batch);
        return await PutAsync(db, batch, facts, had: [], ct);
    }

    private static async Task<Outcome<long>> ChangeAsync(AppDb db, long id, int version, BatchFacts facts, CancellationToken ct)
    {
        if (await db.Set<Batch>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } batch)
            return BatchesRefusals.NotFound;
        if (batch.Version != version)
            return BatchesRefusals.ChangedMeanwhile;
        if ((batch.GoodsId, batch.MerchantId) != (facts.GoodsId, facts.MerchantId))
        {
            if (batch.HadCodes)
                return BatchesRefusals.GoodsFixed;
            if (await WrongGoodsAsync(db, facts, ct) is { } wrong)
                return wrong;
        }
        (batch.BatchNumber, batch.NumberKey, batch.MerchantId, batch.GoodsId) = (facts.BatchNumber, BatchKey.Of(facts.BatchNumber), facts.MerchantId, facts.GoodsId);
        return await PutAsync(db, batch, facts, await db.Set<BatchDetail>().Where(x => x.BatchId == id).OrderBy(x => x.Position).ToListAsync(ct), ct);
    }

    private static async Task<Refusal?> WrongGoodsAsync(AppDb db, BatchFacts facts, CancellationToken ct) =>
        await CodedGoods.In(db).AnyAsync(x => x.Id == facts.GoodsId && x.MerchantId == facts.MerchantId && x.RetiredAt == null, ct) ? null : BatchesRefusals.GoodsNeeded;

    private static async Task<Outcome<long>> PutAsync(AppDb db, Batch batch, BatchFacts facts, IReadOnlyList<BatchDetail> had, CancellationToken ct)
    {
        var isNew = db.Entry(batch).State == EntityState.Added;
        (batch.MadeOn, batch.ExpiresOn, batch.Note, batch.DetailCount) = (facts.MadeOn, facts.ExpiresOn, facts.Note, facts.Details.Count);
        var detailsChanged = !had.Select(x => new DetailFacts(x.Title, x.Kind, x.Content, x.ShownOnScan)).SequenceEqual(facts.Details);
        if (detailsChanged)
        {
            db.RemoveRange(had);
            db.AddRange(facts.Details.Select((x, at) => new BatchDetail { BatchId = batch.Id, Position = at, Title = x.Title, Kind = x.Kind, Content = x.Content, ShownOnScan = x.ShownOnScan }));
        }
        if (!db.ChangeTracker.HasChanges())
            return batch.Id;
        // Of two who change only what is custom one must hear of the other, too.
        if (detailsChanged && !isNew)
            db.Entry(batch).Property(x => x.DetailCount).IsModified = true;
        db.Record(isNew ? BatchesActions.Added : BatchesActions.Changed, batch, detailsChanged && !isNew ? "自定义信息有变动" : null);
        db.Touch(BatchList.Topic);
        db.Touch(BatchList.TopicOf(batch.Id));
        var saved = await db.TrySaveAsync(BatchesRefusals.ChangedMeanwhile, BatchesRefusals.NumberTakenMeanwhile, BatchesRefusals.GoodsNeeded, ct);
        return saved.IsDone ? batch.Id : saved.Refusal!;
    }
}
