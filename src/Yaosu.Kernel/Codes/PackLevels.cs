using System.Collections.Immutable;
using System.Globalization;

namespace Yaosu.Codes;

/// <summary>
/// 包装级别: how many of each package lie in the next larger one. Level 1 is the smallest package, whose codes the spans count; the last level is the outermost.
/// Packages of one level are numbered from 0, and those in one larger package follow each other: who lies in whom is arithmetic.
/// </summary>
public sealed class PackLevels
{
    public const int MostLevels = 3;
    public const int LargestRatio = 10_000;

    // From the smallest level up: how many smallest units each package holds.
    private readonly ImmutableArray<long> _leaves;

    private PackLevels(ImmutableArray<long> leaves) => _leaves = leaves;

    /// <summary>One level: every code on its own.</summary>
    public static PackLevels Single { get; } = new([1]);

    public int Count => _leaves.Length;

    /// <summary>外:中:内, cumulative: 1:2:20 for one box of two cartons of ten.</summary>
    public string Text => string.Join(":", _leaves.Reverse().Select(x => (_leaves[^1] / x).ToString(CultureInfo.InvariantCulture)));

    /// <param name="inside">How many of the next smaller package lie in one, from the outermost in, as people type them: 2 and 10 for 1:2:20; none for one level.</param>
    public static Outcome<PackLevels> Create(params IReadOnlyList<long> inside)
    {
        List<Refusal> refusals = [];
        if (inside.Count > MostLevels - 1)
            refusals.Add(CodeLayoutRefusals.PackLevelCount.At("Levels"));
        for (var i = 0; i < Math.Min(inside.Count, MostLevels - 1); i++)
        {
            if (inside[i] is < 1 or > LargestRatio)
                refusals.Add(CodeLayoutRefusals.PackRatio.At(string.Create(CultureInfo.InvariantCulture, $"Inside[{i}]")));
        }
        if (refusals.Count > 0)
            return Outcome<PackLevels>.Refused(refusals);
        var leaves = ImmutableArray.Create(1L);
        foreach (var ratio in inside.Reverse())
            leaves = leaves.Add(leaves[^1] * ratio);
        return new PackLevels(leaves);
    }

    /// <summary>Smallest units in one package of this level.</summary>
    public long LeavesIn(int level) => _leaves[Index(level)];

    /// <summary>Packages of each level for so many outermost ones, level 1 first, and all of them together.</summary>
    public Outcome<PackCounts> CountsFor(long outermost)
    {
        if (outermost < 1)
            return CodeLayoutRefusals.PackQuantity.At("Quantity");
        // At most 10⁸ smallest units in one package, so 128 bits always suffice.
        var counts = _leaves.Select(x => (UInt128)outermost * (UInt128)(_leaves[^1] / x)).ToList();
        return counts.Aggregate((sum, count) => sum + count) is var total && total > (UInt128)long.MaxValue
            ? CodeLayoutRefusals.PackTotal.At("Quantity")
            : new PackCounts([.. counts.Select(x => (long)x)], (long)total);
    }

    /// <summary>The package that this one lies in; null for an outermost one.</summary>
    public PackedUnit? ParentOf(PackedUnit unit) =>
        unit.Level == Count ? null : new(unit.Level + 1, unit.Serial / Ratio(unit.Level + 1));

    /// <summary>Serials, one level down, of what lies in this package; empty for a smallest one.</summary>
    public CodeSpan ChildrenOf(PackedUnit unit) =>
        unit.Level == 1 ? default : SpanOf(unit.Serial, Ratio(unit.Level));

    /// <summary>The smallest units in this package; itself for a smallest one.</summary>
    public CodeSpan LeavesUnder(PackedUnit unit) => SpanOf(unit.Serial, LeavesIn(unit.Level));

    /// <summary>The package of this level that a smallest unit lies in.</summary>
    public PackedUnit Holding(int level, long leaf)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        return new(level, leaf / LeavesIn(level));
    }

    private long Ratio(int level) => LeavesIn(level) / LeavesIn(level - 1);

    private static CodeSpan SpanOf(long serial, long size) => new(checked(serial * size), checked((serial + 1) * size));

    private int Index(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, Count);
        return level - 1;
    }
}

/// <summary>One package: its level, from 1 for the smallest, and its number among those of that level.</summary>
public readonly record struct PackedUnit(int Level, long Serial);

/// <param name="ByLevel">Level 1 first.</param>
/// <param name="Total">生码数量总计: all levels together.</param>
public sealed record PackCounts(IReadOnlyList<long> ByLevel, long Total);
