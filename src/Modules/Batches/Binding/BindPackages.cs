using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Binding;

/// <param name="BoundTo">批次ID of a batch that some of its codes are in already.</param>
public sealed record BindablePackage(long Id, string Number, string Kind, long Total, DateTime GeneratedAt, bool HasGoods, string? BoundTo);

/// <summary>关联码包, 在线选择: whole packages of the batch's merchant, whose goods are the batch's or none.</summary>
public sealed class BindPackages(AppDbFactory databases)
{
    public const int MostAtOnce = 200;

    /// <returns>The newest that may be chosen, and those that are in a batch already.</returns>
    public async Task<Outcome<IReadOnlyList<BindablePackage>>> OfferAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Manage) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Batch>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } batch)
            return BatchesRefusals.NotFound;
        if (batch.State != BatchState.Inactive)
            return BatchesRefusals.BindOnlyBefore;
        var packages = await For(db, batch).OrderByDescending(x => x.Id).Take(MostAtOnce).ToListAsync(ct);
        var ids = packages.ConvertAll(x => x.Id);
        var bound = await (from span in db.Set<BatchSpan>()
                           where ids.Contains(span.PackageId)
                           join of in db.Set<Batch>() on span.BatchId equals of.Id
                           group of.Number by span.PackageId into same
                           select new { same.Key, Number = same.Min() }).ToDictionaryAsync(x => x.Key, x => x.Number, ct);
        return packages.ConvertAll(x => new BindablePackage(x.Id, x.Number, x.KindText, x.Total, x.GeneratedAt, x.GoodsId is not null, bound.GetValueOrDefault(x.Id)));
    }

    /// <summary>All of them, or none.</summary>
    /// <returns>Codes that came in.</returns>
    public async Task<Outcome<long>> RunAsync(Actor actor, long id, IReadOnlyCollection<long> packages, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Manage) is { } refusal)
            return refusal;
        var ids = packages.ToHashSet();
        if (ids.Count == 0)
            return BatchesRefusals.PackagesNeeded;
        if (ids.Count > MostAtOnce)
            return BatchesRefusals.PackagesTooMany;
        if (actor.ViewingAs is not null)
            return Actor.OnlyViewing;
        await using var db = databases.Open(actor);
        Outcome<long> outcome = BatchesRefusals.NotFound;
        await db.InTransactionAsync(async () => outcome = await BindAsync(db, id, ids, ct), ct);
        return outcome;
    }

    private static async Task<Outcome<long>> BindAsync(AppDb db, long id, HashSet<long> ids, CancellationToken ct)
    {
        // First of all: of two who want one code at the same instant the second waits here, and then finds it taken.
        await ReadyPackage.HoldAsync(db, ids, ct);
        if (await db.Set<Batch>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } batch)
            return BatchesRefusals.NotFound;
        if (batch.State != BatchState.Inactive)
            return BatchesRefusals.BindOnlyBefore;
        var packages = await For(db, batch).Where(x => ids.Contains(x.Id)).OrderBy(x => x.Id).ToListAsync(ct);
        if (packages.Count != ids.Count)
            return BatchesRefusals.PackageNotBindable;
        var taken = await (from span in db.Set<BatchSpan>()
                           where ids.Contains(span.PackageId)
                           join of in db.Set<Batch>() on span.BatchId equals of.Id
                           orderby span.PackageId
                           select new { span.PackageId, of.Number }).FirstOrDefaultAsync(ct);
        if (taken is not null)
            return BatchesRefusals.PackageBound(packages.Single(x => x.Id == taken.PackageId).Number, taken.Number);
        db.AddRange(packages.Select(x => new BatchSpan { BatchId = id, PackageId = x.Id, From = 0, To = x.Leaves }));
        var codes = packages.Sum(x => x.Total);
        (batch.Codes, batch.HadCodes) = (batch.Codes + codes, true);
        db.Record(BatchesActions.CodesBound, batch, FormattableString.Invariant($"{Named(packages)}，{codes:N0} 个码"));
        Touch(db, id);
        var saved = await db.TrySaveAsync(BatchesRefusals.MovedMeanwhile, BatchesRefusals.BoundMeanwhile, BatchesRefusals.PackageNotBindable, ct);
        return saved.IsDone ? codes : saved.Refusal!;
    }

    /// <summary>Packages that a batch may take codes of.</summary>
    internal static IQueryable<ReadyPackage> For(AppDb db, Batch batch) => ReadyPackage.In(db).Where(x => x.MerchantId == batch.MerchantId && (x.GoodsId == null || x.GoodsId == batch.GoodsId));

    internal static string Named(IReadOnlyList<ReadyPackage> packages) =>
        packages.Count <= 3 ? string.Join('、', packages.Select(x => x.Number)) : $"{string.Join('、', packages.Take(3).Select(x => x.Number))}等 {packages.Count} 个码包";

    internal static void Touch(AppDb db, long id)
    {
        db.Touch(BatchList.Topic);
        db.Touch(BatchList.TopicOf(id));
    }
}
