using System.Collections.Immutable;

namespace Yaosu.Batches.Registry;

/// <summary>Custom lines while somebody writes them. Equal when the same stands in them in the same order, so that a form knows whether something was changed.</summary>
public sealed record DetailsDraft(ImmutableArray<DetailDraft> Lines)
{
    internal static readonly DetailsDraft Empty = new([]);

    internal IReadOnlyList<DetailFacts> Facts => [.. Lines.Select(x => x.Facts)];

    internal static DetailsDraft Of(IReadOnlyList<DetailFacts> facts) => new([.. facts.Select((x, at) => new DetailDraft(at + 1, x))]);

    internal DetailsDraft Add() => new(Lines.Add(new(Lines.IsEmpty ? 1 : Lines.Max(x => x.Key) + 1, new("", DetailKind.Text, "", ShownOnScan: true))));

    internal DetailsDraft Without(int key) => new(Lines.RemoveAll(x => x.Key == key));

    internal DetailsDraft With(int key, Func<DetailFacts, DetailFacts> change) => new([.. Lines.Select(x => x.Key == key ? x with { Facts = change(x.Facts) } : x)]);

    internal DetailsDraft Move(int from, int to) => new(Lines.RemoveAt(from).Insert(to, Lines[from]));

    public bool Equals(DetailsDraft? other) => other is not null && Facts.SequenceEqual(other.Facts);

    public override int GetHashCode() => Lines.Length;

    /// <summary>As people read it where two of them changed the batch.</summary>
    public override string ToString() => string.Join("；", Facts.Select(x => $"{x.Title}：{x.Content}"));
}

/// <param name="Key">Which card it is, wherever it stands.</param>
public sealed record DetailDraft(int Key, DetailFacts Facts);
