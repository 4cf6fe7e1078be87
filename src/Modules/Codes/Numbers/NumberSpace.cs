using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Numbers;

/// <summary>Counts the numbers that codes were made of. Of guarded codes there is a row for each <see cref="CodeSpace"/>; of others one for each text around their counters.</summary>
[PlatformFact("Codes are one over all enterprises, so all of them take their numbers from the same rows.")]
internal sealed class NumberSpace
{
    public const int LongestName = 60;

    public required string Name { get; init; }

    /// <summary>A new key begins a new one; numbers are taken from the latest.</summary>
    public required int Generation { get; init; }

    /// <summary>Protected; null where there is no guard.</summary>
    public required string? WrappedKey { get; init; }

    /// <summary>The first number that nobody has; without a guard the blocks say that.</summary>
    public required long Next { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<NumberSpace>().ToTable("NumberSpaces", CodesModule.SchemaName);
        entity.HasKey(x => new { x.Name, x.Generation });
        entity.Property(x => x.Name).HasMaxLength(LongestName);
        entity.Property(x => x.WrappedKey).HasMaxLength(500);
    }
}
