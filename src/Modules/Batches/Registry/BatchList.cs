using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Contracts;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Batches.Registry;

/// <param name="Text">Part of 批次ID, 批次号 however it is written, or of the goods' name.</param>
/// <param name="Merchant">Part of its name, or its whole code.</param>
/// <param name="UpTo">The newest that an export takes; null for all.</param>
public sealed record BatchFilter(string? Text = null, string? Merchant = null, CodesState? Codes = null, BatchState? State = null, DateOnly? MadeFrom = null, DateOnly? MadeTo = null, long? UpTo = null);

public sealed record BatchRow(long Id, int Version, string Number, string BatchNumber, string Merchant, string Goods, string? Spec, long Codes, bool HadCodes, BatchState State, DateOnly? MadeOn, DateOnly? ExpiresOn)
{
    public CodesState CodesState => Codes > 0 ? CodesState.Bound : CodesState.None;
}

/// <param name="Details">In the order shown.</param>
public sealed record BatchShown(Batch Batch, CodedGoods Goods, IReadOnlyList<DetailFacts> Details, IReadOnlyList<BoundPackage> Packages);

/// <summary>The enterprise's batches.</summary>
public sealed class BatchList(AppDbFactory databases)
{
    public const string Topic = "batches";

    public static readonly SortMap<Batch> Sorts = new SortMap<Batch>(x => x.Id, "id", defaultDescending: true)
        .By("id", x => x.Id)
        .By("batch", x => x.BatchNumber)
        .By("codes", x => x.Codes)
        .By("made", x => x.MadeOn)
        .By("expires", x => x.ExpiresOn);

    public static string TopicOf(long id) => string.Create(CultureInfo.InvariantCulture, $"{Topic}:{id}");

    public async Task<Outcome<Page<BatchRow>>> RunAsync(Actor actor, BatchFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.View) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await Filtered(db, filter).ToPageAsync(Sorts, page, Row(db), ct);
    }

    public async Task<Outcome<BatchShown>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.View) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Batch>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } batch)
            return BatchesRefusals.NotFound;
        var goods = await CodedGoods.In(db).SingleAsync(x => x.Id == batch.GoodsId, ct);
        var details = await db.Set<BatchDetail>().Where(x => x.BatchId == id).OrderBy(x => x.Position).Select(x => new DetailFacts(x.Title, x.Kind, x.Content, x.ShownOnScan)).ToListAsync(ct);
        return new BatchShown(batch, goods, details, await BoundPackage.OfAsync(db, id, ct));
    }

    internal static Expression<Func<Batch, BatchRow>> Row(AppDb db)
    {
        var goods = CodedGoods.In(db);
        return x => new(x.Id, x.Version, x.Number, x.BatchNumber, goods.Where(of => of.Id == x.GoodsId).Select(of => of.Merchant).First(), goods.Where(of => of.Id == x.GoodsId).Select(of => of.Name).First(),
            goods.Where(of => of.Id == x.GoodsId).Select(of => of.Spec).First(), x.Codes, x.HadCodes, x.State, x.MadeOn, x.ExpiresOn);
    }

    internal static IQueryable<Batch> Filtered(AppDb db, BatchFilter filter)
    {
        var (batches, all) = (db.Set<Batch>().AsNoTracking(), CodedGoods.In(db));
        if (filter.Text is { Length: > 0 } text)
        {
            var (key, upper) = (BatchKey.Of(text), text.ToUpperInvariant());
            batches = key.Length > 0
                ? batches.Where(x => x.NumberKey.Contains(key) || x.Number.Contains(key) || all.Any(goods => goods.Id == x.GoodsId && goods.Name.Contains(text)))
                : batches.Where(x => x.Number.Contains(upper) || all.Any(goods => goods.Id == x.GoodsId && goods.Name.Contains(text)));
        }
        if (filter.Merchant is { Length: > 0 } merchant)
        {
            var code = merchant.ToUpperInvariant();
            batches = batches.Where(x => all.Any(goods => goods.Id == x.GoodsId && (goods.Merchant.Contains(merchant) || goods.MerchantCode == code)));
        }
        if (filter.State is { } state)
            batches = batches.Where(x => x.State == state);
        if (filter.Codes is { } codes)
            batches = codes == CodesState.Bound ? batches.Where(x => x.Codes > 0) : batches.Where(x => x.Codes == 0);
        if (filter.MadeFrom is { } from)
            batches = batches.Where(x => x.MadeOn >= from);
        if (filter.MadeTo is { } to)
            batches = batches.Where(x => x.MadeOn <= to);
        return filter.UpTo is { } newest ? batches.Where(x => x.Id <= newest) : batches;
    }
}
