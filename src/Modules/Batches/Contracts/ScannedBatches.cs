using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Registry;
using Yaosu.Codes;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Contracts;

/// <summary>What whoever scans a code may know of its batch.</summary>
/// <param name="ExpiresOn">The last day on which it may be used.</param>
/// <param name="IsExpired">Whether that day is over in China.</param>
/// <param name="Lines">What the enterprise wants to be read.</param>
public sealed record ScannedBatch(string BatchNumber, BatchState State, DateOnly? MadeOn, DateOnly? ExpiresOn, bool IsExpired, string Goods, string? Spec, string? Description, long? DrugId, IReadOnlyList<ScannedBatch.Line> Lines)
{
    public sealed record Line(string Title, string Text);
}

/// <summary>Where codes of one package are.</summary>
/// <param name="BatchId">Null in none, or <paramref name="IsMixed"/>.</param>
/// <param name="IsMixed">A package that holds codes of several batches, or some that are in none.</param>
public readonly record struct BatchPlace(long? BatchId, bool IsMixed);

/// <param name="PackageId">One that the batch has codes of; null while it has none.</param>
/// <param name="First">The first smallest unit of it.</param>
public sealed record BatchPreview(ScannedBatch Batch, long? PackageId, long First, string MerchantCode, string Merchant);

/// <summary>Batches as consumers scan them: of any enterprise, without signing in.</summary>
public sealed class ScannedBatches(AppDbFactory databases)
{
    /// <summary>Where <see cref="PreviewAsync"/> is to be shown.</summary>
    public const string PreviewRoute = $"{BatchesUrls.Batches}/{{id:long}}/preview";

    public const string StateParameter = "state";

    /// <summary>Of one package; whoever keeps it a while keeps no more.</summary>
    private const int MostKept = 1000;

    public static string PreviewUrl(long id) => BatchesUrls.Preview(id);

    /// <param name="orgId">Whose code was scanned; the caller has found that out.</param>
    public async Task<PlacesOfPackage> OfPackageAsync(long orgId, long packageId, CancellationToken ct = default)
    {
        await using var db = Open(orgId);
        var spans = await db.Set<BatchSpan>().AsNoTracking().Where(x => x.PackageId == packageId).OrderBy(x => x.From).Take(MostKept + 1).ToListAsync(ct);
        return new(spans.Count <= MostKept ? [.. spans.Select(x => (x.Span, x.BatchId))] : null, leaves => AskAsync(orgId, packageId, leaves));
    }

    /// <returns>Null when the batch is gone.</returns>
    public async Task<ScannedBatch?> TellAsync(long orgId, long batchId, CancellationToken ct = default)
    {
        await using var db = Open(orgId);
        return await db.Set<Batch>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == batchId, ct) is { } batch ? (await TellAsync(db, batch, batch.State, ct)).Batch : null;
    }

    /// <summary>预览.</summary>
    /// <param name="state">As if it were in it; null for the one that it is in.</param>
    public async Task<Outcome<BatchPreview>> PreviewAsync(Actor actor, long id, BatchState? state, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.View) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Batch>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } batch)
            return BatchesRefusals.NotFound;
        var span = await db.Set<BatchSpan>().AsNoTracking().Where(x => x.BatchId == id).OrderBy(x => x.PackageId).ThenBy(x => x.From).FirstOrDefaultAsync(ct);
        var (told, goods) = await TellAsync(db, batch, state ?? batch.State, ct);
        return new BatchPreview(told, span?.PackageId, span?.From ?? 0, goods.MerchantCode, goods.Merchant);
    }

    private async Task<BatchPlace> AskAsync(long orgId, long packageId, CodeSpan leaves)
    {
        await using var db = Open(orgId);
        var (from, to) = leaves;
        var spans = await db.Set<BatchSpan>().AsNoTracking().Where(x => x.PackageId == packageId && x.From < to && x.To > from).OrderBy(x => x.From).Take(MostKept).ToListAsync();
        return PlacesOfPackage.Of([.. spans.Select(x => (x.Span, x.BatchId))], leaves);
    }

    private static async Task<(ScannedBatch Batch, CodedGoods Goods)> TellAsync(AppDb db, Batch batch, BatchState state, CancellationToken ct)
    {
        var goods = await CodedGoods.In(db).SingleAsync(x => x.Id == batch.GoodsId, ct);
        var lines = await db.Set<BatchDetail>().Where(x => x.BatchId == batch.Id && x.ShownOnScan).OrderBy(x => x.Position).Select(x => new ScannedBatch.Line(x.Title, x.Content)).ToListAsync(ct);
        return (new(batch.BatchNumber, state, batch.MadeOn, batch.ExpiresOn, batch.ExpiresOn < ChinaTime.Today(db.Time), goods.Name, goods.Spec, goods.Description, goods.DrugId, lines), goods);
    }

    private AppDb Open(long orgId) => databases.Open(Actor.System(orgId, "扫码"));
}

/// <summary>In which batches the codes of a package are.</summary>
/// <param name="spans">In their order; null where they are too many to be kept.</param>
/// <param name="ask">Looks at those of a code alone.</param>
public sealed class PlacesOfPackage(IReadOnlyList<(CodeSpan Span, long BatchId)>? spans, Func<CodeSpan, Task<BatchPlace>> ask)
{
    /// <param name="leaves">The smallest units in a code.</param>
    public ValueTask<BatchPlace> FindAsync(CodeSpan leaves) => spans is null ? new(ask(leaves)) : new(Of(spans, leaves));

    internal static BatchPlace Of(IReadOnlyList<(CodeSpan Span, long BatchId)> spans, CodeSpan leaves)
    {
        var (low, high) = (0, spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = spans[middle].Span.To <= leaves.From ? (middle + 1, high) : (low, middle);
        }
        var (covered, batch) = (0L, (long?)null);
        for (; low < spans.Count && spans[low].Span.From < leaves.To; low++)
        {
            if (batch is { } other && other != spans[low].BatchId)
                return new(null, IsMixed: true);
            batch = spans[low].BatchId;
            covered += spans[low].Span.Intersect(leaves).Count;
        }
        return batch is null ? default : covered == leaves.Count ? new(batch, IsMixed: false) : new(null, IsMixed: true);
    }
}
