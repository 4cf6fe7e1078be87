using Yaosu.Codes;

namespace Yaosu.Tests.Kernel.Codes;

public sealed class SpanSetTests
{
    private const int World = 40;

    [Fact]
    public void Sets_of_spans_do_what_sets_of_codes_do()
    {
        var random = new Random(17);
        for (var turn = 0; turn < 3000; turn++)
        {
            var (a, naiveA) = Some(random);
            var (b, naiveB) = Some(random);
            var span = Span(random);
            var (leaf, count) = (random.Next(World + 2), random.Next(World + 2));

            Same(a, naiveA);
            Same(a.Add(span), naiveA.Union(Leaves(span)));
            Same(a.Add(b), naiveA.Union(naiveB));
            Same(a.Remove(span), naiveA.Except(Leaves(span)));
            Same(a.Remove(b), naiveA.Except(naiveB));
            Same(a.Intersect(span), naiveA.Intersect(Leaves(span)));
            Same(a.Intersect(b), naiveA.Intersect(naiveB));
            var (before, from) = a.Split(leaf);
            Same(before, naiveA.Where(x => x < leaf));
            Same(from, naiveA.Where(x => x >= leaf));
            var (taken, left) = a.Take(count);
            Same(taken, naiveA.Order().Take(count));
            Same(left, naiveA.Order().Skip(count));
            for (var i = 0; i < World + 2; i++)
                a.Contains(i).Should().Be(naiveA.Contains(i));
            a.Contains(span).Should().Be(Leaves(span).All(naiveA.Contains));
            a.Contains(b).Should().Be(naiveB.IsSubsetOf(naiveA));
            a.Equals(b).Should().Be(naiveA.SetEquals(naiveB));
            if (a.Equals(b))
                a.GetHashCode().Should().Be(b.GetHashCode());
        }
    }

    [Fact]
    public void Spans_are_of_any_size_and_none_is_inside_out()
    {
        var all = SpanSet.Of(new CodeSpan(0, long.MaxValue));
        all.Count.Should().Be(long.MaxValue);
        all.Remove(new CodeSpan(5, 10)).Add(new CodeSpan(4, 11)).Should().Be(all);
        all.Take(long.MaxValue).Left.Should().Be(SpanSet.Empty);
        all.Split(-5).Before.IsEmpty.Should().BeTrue();
        all.Contains(-1).Should().BeFalse();
        SpanSet.Of(new CodeSpan(3, 5), new CodeSpan(5, 9), new CodeSpan(20, 20)).ToString().Should().Be("[3,9)");
        FluentActions.Invoking(() => new CodeSpan(2, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CodeSpan(-1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        all.Invoking(x => x.Take(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Two_spans_have_in_common_what_both_contain()
    {
        new CodeSpan(3, 9).Intersect(new(5, 20)).Should().Be(new CodeSpan(5, 9));
        new CodeSpan(3, 9).Intersect(new(9, 20)).IsEmpty.Should().BeTrue();
        new CodeSpan(3, 9).Contains(new CodeSpan(3, 9)).Should().BeTrue();
        new CodeSpan(3, 9).Contains(new CodeSpan(3, 10)).Should().BeFalse();
        new CodeSpan(3, 9).Contains(9).Should().BeFalse();
        var (from, to) = new CodeSpan(3, 9);
        (to - from).Should().Be(new CodeSpan(3, 9).Count);
    }

    private static (SpanSet Set, HashSet<long> Naive) Some(Random random)
    {
        var spans = Enumerable.Range(0, random.Next(6)).Select(_ => Span(random)).ToList();
        return (SpanSet.Of(spans), [.. spans.SelectMany(Leaves)]);
    }

    private static CodeSpan Span(Random random)
    {
        var (a, b) = (random.Next(World), random.Next(World));
        return new(Math.Min(a, b), Math.Max(a, b));
    }

    private static IEnumerable<long> Leaves(CodeSpan span)
    {
        for (var leaf = span.From; leaf < span.To; leaf++)
            yield return leaf;
    }

    private static void Same(SpanSet set, IEnumerable<long> naive)
    {
        var leaves = naive.Order().ToList();
        set.Spans.SelectMany(Leaves).Should().Equal(leaves);
        set.Count.Should().Be(leaves.Count);
        set.IsEmpty.Should().Be(leaves.Count == 0);
        set.Spans.Should().NotContain(x => x.IsEmpty);
        set.Spans.Zip(set.Spans.Skip(1)).Should().NotContain(x => x.First.To >= x.Second.From, "spans that touch are one");
    }
}
