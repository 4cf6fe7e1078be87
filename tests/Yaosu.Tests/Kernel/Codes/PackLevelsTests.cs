using Yaosu.Codes;

namespace Yaosu.Tests.Kernel.Codes;

public sealed class PackLevelsTests
{
    [Fact]
    public void Ratios_are_typed_by_level_and_shown_cumulative()
    {
        PackLevels.Create(2, 10).Value.Text.Should().Be("1:2:20");
        PackLevels.Create(10).Value.Text.Should().Be("1:10");
        PackLevels.Create().Value.Text.Should().Be("1");
        PackLevels.Single.Count.Should().Be(1);
    }

    [Fact]
    public void Every_level_is_counted_from_the_outermost()
    {
        var counts = PackLevels.Create(2, 10).Value.CountsFor(50).Value;
        counts.ByLevel.Should().Equal(1000, 100, 50);
        counts.Total.Should().Be(1150);
        PackLevels.Single.CountsFor(7).Value.Total.Should().Be(7);
    }

    [Fact]
    public void What_is_too_many_too_few_or_too_deep_is_refused()
    {
        var largest = PackLevels.Create(10_000, 10_000).Value;
        largest.CountsFor(92_224_496_996).IsDone.Should().BeTrue();
        largest.CountsFor(92_224_496_997).Refusal!.Code.Should().Be("codes.pack-total");
        largest.CountsFor(long.MaxValue).Refusal!.Code.Should().Be("codes.pack-total");
        PackLevels.Single.CountsFor(long.MaxValue).Value.Total.Should().Be(long.MaxValue);
        largest.CountsFor(0).Refusal!.Code.Should().Be("codes.pack-quantity");
        largest.CountsFor(long.MinValue).Refusal!.Code.Should().Be("codes.pack-quantity");
        PackLevels.Create(2, 2, 2).Refusals.Select(x => x.Code).Should().Equal("codes.pack-levels");
        PackLevels.Create(0, 10_001).Refusals.Select(x => x.Field).Should().Equal("Inside[0]", "Inside[1]");
        PackLevels.Create(-1).Refusal!.Code.Should().Be("codes.pack-ratio");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 10)]
    [InlineData(7, 3)]
    public void Who_lies_in_whom_is_what_packing_by_hand_gives(int cartons, int pieces)
    {
        var levels = PackLevels.Create(cartons, pieces).Value;
        var (leaf, carton) = (0L, 0L);
        for (var box = 0L; box < 4; box++)
        {
            var (firstCarton, firstLeaf) = (carton, leaf);
            for (var i = 0; i < cartons; i++, carton++)
            {
                var firstOfCarton = leaf;
                for (var j = 0; j < pieces; j++, leaf++)
                {
                    levels.ParentOf(new(1, leaf)).Should().Be(new PackedUnit(2, carton));
                    levels.ChildrenOf(new(1, leaf)).IsEmpty.Should().BeTrue();
                    levels.LeavesUnder(new(1, leaf)).Should().Be(new CodeSpan(leaf, leaf + 1));
                    levels.Holding(1, leaf).Should().Be(new PackedUnit(1, leaf));
                    levels.Holding(2, leaf).Should().Be(new PackedUnit(2, carton));
                    levels.Holding(3, leaf).Should().Be(new PackedUnit(3, box));
                }
                levels.ParentOf(new(2, carton)).Should().Be(new PackedUnit(3, box));
                levels.ChildrenOf(new(2, carton)).Should().Be(new CodeSpan(firstOfCarton, leaf));
                levels.LeavesUnder(new(2, carton)).Should().Be(new CodeSpan(firstOfCarton, leaf));
            }
            levels.ParentOf(new(3, box)).Should().BeNull();
            levels.ChildrenOf(new(3, box)).Should().Be(new CodeSpan(firstCarton, carton));
            levels.LeavesUnder(new(3, box)).Should().Be(new CodeSpan(firstLeaf, leaf));
        }
    }

    [Fact]
    public void Levels_and_packages_that_are_not_there_are_a_programmers_mistake()
    {
        var levels = PackLevels.Create(2, 10).Value;
        levels.Invoking(x => x.LeavesIn(0)).Should().Throw<ArgumentOutOfRangeException>();
        levels.Invoking(x => x.LeavesIn(4)).Should().Throw<ArgumentOutOfRangeException>();
        levels.Invoking(x => x.LeavesUnder(new(3, long.MaxValue))).Should().Throw<OverflowException>();
        levels.Invoking(x => x.LeavesUnder(new(3, -1))).Should().Throw<ArgumentOutOfRangeException>();
        levels.Invoking(x => x.Holding(1, -1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
