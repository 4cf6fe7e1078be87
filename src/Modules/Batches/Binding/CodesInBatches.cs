using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Codes;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Binding;

/// <summary>What batches say to those who made the codes.</summary>
internal sealed class CodesInBatches : ICodeUse
{
    public Task<bool> AreOnAsync(AppDb db, long goodsId, CancellationToken ct) => db.Set<Batch>().AnyAsync(x => x.GoodsId == goodsId && x.Codes > 0, ct);

    public async Task<Func<CodeSpan, CodeUse?>> OfPackageAsync(AppDb db, long packageId, CancellationToken ct)
    {
        var spans = await db.Set<BatchSpan>().AsNoTracking().Where(x => x.PackageId == packageId).OrderBy(x => x.From).ToListAsync(ct);
        var ids = spans.Select(x => x.BatchId).ToHashSet();
        var batches = await db.Set<Batch>().AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, ct);
        IReadOnlyList<(CodeSpan, long)> places = spans.ConvertAll(x => (x.Span, x.BatchId));
        var mayView = db.Actor.May(BatchesPermissions.View);
        return leaves => PlacesOfPackage.Of(places, leaves) switch
        {
            { IsMixed: true } => new("所属批次", "里面的码不都在同一批次", null),
            { BatchId: { } id } => new("所属批次", $"{batches[id].BatchNumber}（{Labels.Of(batches[id].State)}）", mayView ? BatchesUrls.Batch(id) : null),
            _ => null,
        };
    }
}
