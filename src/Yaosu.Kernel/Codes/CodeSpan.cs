namespace Yaosu.Codes;

/// <summary>码范围: codes of one package that stand together, in smallest units: from the first one to before the last bound.</summary>
public readonly record struct CodeSpan
{
    public CodeSpan(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        (From, To) = (from, to);
    }

    public long From { get; }

    public long To { get; }

    public long Count => To - From;

    public bool IsEmpty => To == From;

    public bool Contains(long leaf) => leaf >= From && leaf < To;

    /// <summary>An empty span is part of every other.</summary>
    public bool Contains(CodeSpan other) => other.IsEmpty || (other.From >= From && other.To <= To);

    /// <summary>Empty where they have nothing in common.</summary>
    public CodeSpan Intersect(CodeSpan other) => Math.Max(From, other.From) is var from && Math.Min(To, other.To) is var to && from < to ? new(from, to) : default;

    public void Deconstruct(out long from, out long to) => (from, to) = (From, To);
}
