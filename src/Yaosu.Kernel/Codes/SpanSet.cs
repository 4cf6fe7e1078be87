using System.Collections.Immutable;

namespace Yaosu.Codes;

/// <summary>Codes of one package as spans that neither overlap nor touch, in their order; two sets of the same codes are equal. Never changes: each act gives a new one.</summary>
public sealed class SpanSet : IEquatable<SpanSet>
{
    public static readonly SpanSet Empty = new([]);

    private readonly ImmutableArray<CodeSpan> _spans;

    private SpanSet(ImmutableArray<CodeSpan> spans)
    {
        _spans = spans;
        foreach (var span in spans)
            Count += span.Count;
    }

    public IReadOnlyList<CodeSpan> Spans => _spans;

    /// <summary>Codes, not spans.</summary>
    public long Count { get; }

    public bool IsEmpty => _spans.IsEmpty;

    public static SpanSet Of(params IEnumerable<CodeSpan> spans)
    {
        var merged = ImmutableArray.CreateBuilder<CodeSpan>();
        foreach (var span in spans.Where(x => !x.IsEmpty).OrderBy(x => x.From))
        {
            if (merged.Count > 0 && merged[^1] is var last && span.From <= last.To)
                merged[^1] = new(last.From, Math.Max(last.To, span.To));
            else
                merged.Add(span);
        }
        return merged.Count == 0 ? Empty : new(merged.ToImmutable());
    }

    public bool Contains(long leaf) => At(leaf).Contains(leaf);

    public bool Contains(CodeSpan span) => span.IsEmpty || At(span.From).Contains(span);

    public bool Contains(SpanSet other) => other._spans.All(Contains);

    public SpanSet Add(CodeSpan span) => Of([.. _spans, span]);

    public SpanSet Add(SpanSet other) => Of([.. _spans, .. other._spans]);

    public SpanSet Remove(CodeSpan span) => Remove(Of(span));

    public SpanSet Remove(SpanSet other)
    {
        var left = ImmutableArray.CreateBuilder<CodeSpan>();
        var at = 0;
        foreach (var span in _spans)
        {
            var from = span.From;
            while (at < other._spans.Length && other._spans[at].To <= from)
                at++;
            // What reaches past this span takes something of the next one, too.
            for (var i = at; i < other._spans.Length && other._spans[i].From < span.To; i++)
            {
                if (other._spans[i].From > from)
                    left.Add(new(from, other._spans[i].From));
                from = Math.Max(from, other._spans[i].To);
            }
            if (from < span.To)
                left.Add(new(from, span.To));
        }
        return new(left.ToImmutable());
    }

    public SpanSet Intersect(CodeSpan span) => Intersect(Of(span));

    public SpanSet Intersect(SpanSet other)
    {
        var common = ImmutableArray.CreateBuilder<CodeSpan>();
        for (int i = 0, j = 0; i < _spans.Length && j < other._spans.Length;)
        {
            if (_spans[i].Intersect(other._spans[j]) is { IsEmpty: false } both)
                common.Add(both);
            if (_spans[i].To < other._spans[j].To)
                i++;
            else
                j++;
        }
        return new(common.ToImmutable());
    }

    /// <summary>What lies before this code, and the rest.</summary>
    public (SpanSet Before, SpanSet From) Split(long leaf)
    {
        var before = Intersect(new CodeSpan(0, Math.Max(0, leaf)));
        return (before, Remove(before));
    }

    /// <summary>The first so many codes, or all if there are fewer, and the rest.</summary>
    public (SpanSet Taken, SpanSet Left) Take(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        foreach (var span in _spans)
        {
            if (count < span.Count)
                return Split(span.From + count);
            count -= span.Count;
        }
        return (this, Empty);
    }

    public bool Equals(SpanSet? other) => other is not null && _spans.AsSpan().SequenceEqual(other._spans.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as SpanSet);

    public override int GetHashCode() => _spans.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(" ", _spans.Select(x => $"[{x.From},{x.To})"));

    /// <summary>The last span that begins at this code or before it; an empty one where there is none.</summary>
    private CodeSpan At(long leaf)
    {
        var (low, high) = (0, _spans.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _spans[middle].From <= leaf ? (middle + 1, high) : (low, middle);
        }
        return low == 0 ? default : _spans[low - 1];
    }
}
