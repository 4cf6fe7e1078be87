using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Numbers;

/// <summary>Numbers that follow each other and belong to one level of one code package: all that is kept of its codes.</summary>
[PlatformFact("A code that anybody scans leads here before anybody knows whose it is.")]
internal sealed class NumberBlock
{
    /// <summary>Stands for the package of numbers that nobody gets.</summary>
    public const long GivenUp = 0;

    public required string Space { get; init; }

    public required int Generation { get; init; }

    public required long First { get; init; }

    public required long Count { get; init; }

    /// <summary>How its codes look: <see cref="CodeForm.Key"/>. Codes that look different may share a space.</summary>
    public required string Form { get; init; }

    public required long OrgId { get; init; }

    public required long PackageId { get; init; }

    public required int Level { get; init; }

    /// <summary>The one that a number lies in.</summary>
    internal static Task<NumberBlock?> HoldingAsync(AppDb platform, string space, int generation, long number, CancellationToken ct) => platform.Set<NumberBlock>().AsNoTracking()
        .Where(x => x.Space == space && x.Generation == generation && x.First <= number)
        .OrderByDescending(x => x.First).Take(1)
        .FirstOrDefaultAsync(x => x.First + x.Count > number, ct);

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<NumberBlock>().ToTable("NumberBlocks", CodesModule.SchemaName);
        entity.HasKey(x => new { x.Space, x.Generation, x.First });
        entity.Property(x => x.Space).HasMaxLength(NumberSpace.LongestName);
        entity.Property(x => x.Form).HasMaxLength(CodeForm.LongestKey);
        entity.HasIndex(x => x.Form);
    }
}
