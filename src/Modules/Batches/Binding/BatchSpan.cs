using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Registry;
using Yaosu.Codes;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Binding;

/// <summary>Codes of a package that are in a batch, in smallest units. Those of one package never overlap, whatever batch they are in: whoever adds some holds the package.</summary>
public sealed class BatchSpan : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public required long BatchId { get; init; }

    public required long PackageId { get; init; }

    public required long From { get; init; }

    public required long To { get; init; }

    internal CodeSpan Span => new(From, To);

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<BatchSpan>().ToTable("BatchSpans", BatchesModule.SchemaName);
        entity.Ignore(x => x.Span);
        entity.BelongsTo<BatchSpan, Batch>(x => x.BatchId);
        ReadyPackage.BelongsToPackage(entity, x => x.PackageId);
        entity.HasIndex(x => new { x.OrgId, x.PackageId, x.From }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.BatchId });
    }
}
