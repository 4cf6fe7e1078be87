using Microsoft.EntityFrameworkCore;
using Yaosu.Codes;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Binding;

/// <summary>What of a package is in a batch.</summary>
/// <param name="Codes">Of all levels.</param>
/// <param name="IsWhole">Whether all of its codes are.</param>
/// <param name="First">The first smallest unit of it.</param>
public sealed record BoundPackage(long Id, string Number, string Kind, long Codes, bool IsWhole, DateTime GeneratedAt, long First)
{
    internal static async Task<IReadOnlyList<BoundPackage>> OfAsync(AppDb db, long batchId, CancellationToken ct)
    {
        var spans = await db.Set<BatchSpan>().AsNoTracking().Where(x => x.BatchId == batchId).ToListAsync(ct);
        var ids = spans.Select(x => x.PackageId).ToHashSet();
        var packages = await ReadyPackage.In(db).Where(x => ids.Contains(x.Id)).OrderBy(x => x.Id).ToListAsync(ct);
        return [.. packages.Select(x => Of(x, SpanSet.Of(spans.Where(span => span.PackageId == x.Id).Select(span => span.Span))))];
    }

    private static BoundPackage Of(ReadyPackage package, SpanSet spans) =>
        new(package.Id, package.Number, package.KindText, CodeCount.Of(spans, package), spans.Count == package.Leaves, package.GeneratedAt, spans.Spans[0].From);
}
