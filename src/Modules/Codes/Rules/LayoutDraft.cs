using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Yaosu.Codes.Rules;

/// <summary>A layout while somebody writes it: whatever was typed. Equal when the same stands in it in the same order, so that a form knows whether something was changed.</summary>
public sealed record LayoutDraft(string Length, ImmutableArray<SegmentDraft> Segments)
{
    /// <summary>Of several starts that people ask for most.</summary>
    internal static readonly IReadOnlyList<(string Title, LayoutDraft Draft)> Presets =
    [
        ("仅防伪字符", Of(20, new CodeSegment.Guard("防伪字符", CodeAlphabet.Digits, 20))),
        ("日期 + 防伪字符", Of(24, new CodeSegment.Date("生码日期"), new CodeSegment.Guard("防伪字符", CodeAlphabet.Mixed, 16))),
        ("企业代码 + 防伪字符", Of(20, new CodeSegment.FixedText("企业代码", ""), new CodeSegment.Guard("防伪字符", CodeAlphabet.Mixed, 16))),
        ("日期 + 流水号（不可防伪）", Of(16, new CodeSegment.Date("生码日期"), new CodeSegment.Counter("流水号", 1, 99_999_999, 8))),
    ];

    internal static readonly LayoutDraft Empty = new("20", []);

    /// <summary>Zero when what was typed is no number.</summary>
    internal int Total => Typed.Number(Length) is >= 0 and <= 9999 and var total ? (int)total : 0;

    internal long Used => Segments.Sum(x => x.Used);

    internal bool IsGuessable => Segments.All(x => x.Method != SegmentMethod.Guard);

    internal static LayoutDraft Of(CodeLayout layout) => Of(layout.Length, [.. layout.Segments]);

    internal IReadOnlyList<CodeSegment> Read() => [.. Segments.Select(x => x.Read())];

    internal LayoutDraft Add() => this with { Segments = Segments.Add(SegmentDraft.New(Segments.IsEmpty ? 1 : Segments.Max(x => x.Key) + 1)) };

    internal LayoutDraft Without(int key) => this with { Segments = Segments.RemoveAll(x => x.Key == key) };

    internal LayoutDraft With(int key, Func<SegmentDraft, SegmentDraft> change) => this with { Segments = [.. Segments.Select(x => x.Key == key ? change(x) : x)] };

    internal LayoutDraft Move(int from, int to) => this with { Segments = Segments.RemoveAt(from).Insert(to, Segments[from]) };

    public bool Equals(LayoutDraft? other) => other is not null && Length == other.Length && Segments.SequenceEqual(other.Segments);

    public override int GetHashCode() => HashCode.Combine(Length, Segments.Length);

    /// <summary>As people read it where two of them changed the rule.</summary>
    public override string ToString() => $"{Length} 位：{string.Join(" + ", Read().Select(x => $"{x.Method.Name}{x.Length}"))}";

    private static LayoutDraft Of(int length, params IReadOnlyList<CodeSegment> segments) =>
        new(length.ToString(CultureInfo.InvariantCulture), [.. segments.Select((segment, at) => SegmentDraft.Of(at + 1, segment))]);
}

/// <summary>One of its segments. What belongs to other methods is kept while the method is changed, so that changing back loses nothing.</summary>
/// <param name="Key">Which card it is, wherever it stands.</param>
/// <param name="Length">Of guards and counters; the others have one that follows.</param>
public sealed record SegmentDraft(int Key, string Name, SegmentMethod Method, CodeAlphabet Alphabet, string Length, string Text, string From, string To)
{
    internal int Used => Read().Length;

    internal static SegmentDraft New(int key) => new(key, SegmentMethod.FixedText.Name, SegmentMethod.FixedText, CodeAlphabet.Mixed, "", "", "1", "");

    internal static SegmentDraft Of(int key, CodeSegment segment)
    {
        var draft = New(key) with { Name = segment.Name, Method = segment.Method };
        return segment switch
        {
            CodeSegment.Guard guard => draft with { Alphabet = guard.Alphabet, Length = Typed.Text(guard.Length) },
            CodeSegment.FixedText text => draft with { Text = text.Text },
            CodeSegment.Counter counter => draft with { From = Typed.Text(counter.From), To = Typed.Text(counter.To), Length = Typed.Text(counter.Length) },
            _ => draft,
        };
    }

    /// <summary>A name that nobody changed follows the method, and so does a length that can't be meant for it.</summary>
    internal SegmentDraft By(SegmentMethod method) => this with
    {
        Method = method,
        Name = Name == Method.Name || Name.Length == 0 ? method.Name : Name,
        Length = method switch
        {
            SegmentMethod.Guard => Typed.Text(Math.Max(Alphabet.MinimumGuardLength, Typed.Number(Length) is <= CodeLayout.MostCharacters and { } length ? length : 0)),
            SegmentMethod.Counter => "8",
            _ => Length,
        },
        To = method == SegmentMethod.Counter && To.Length == 0 ? "99999999" : To,
    };

    internal CodeSegment Read() => Method switch
    {
        SegmentMethod.Guard => new CodeSegment.Guard(Name.Trim(), Alphabet, Whole(Length)),
        SegmentMethod.FixedText => new CodeSegment.FixedText(Name.Trim(), Typed.Plain(Text)),
        SegmentMethod.Timestamp => new CodeSegment.Timestamp(Name.Trim()),
        SegmentMethod.Counter => new CodeSegment.Counter(Name.Trim(), Typed.Number(From) ?? -1, Typed.Number(To) ?? -1, Whole(Length)),
        SegmentMethod.Date => new CodeSegment.Date(Name.Trim()),
    };

    private static int Whole(string typed) => Typed.Number(typed) is <= 9999 and { } number ? (int)number : 0;
}

/// <summary>What people type with a Chinese keyboard.</summary>
internal static class Typed
{
    internal static string Plain(string typed) => typed.Normalize(NormalizationForm.FormKC).Trim();

    /// <summary>Null for what is no whole number.</summary>
    internal static long? Number(string typed) => long.TryParse(Plain(typed), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
