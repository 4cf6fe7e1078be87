using System.Collections.Immutable;
using System.Globalization;

namespace Yaosu.Codes;

/// <summary>What a code is put together from. There is none that breaks the rules.</summary>
public sealed class CodeLayout
{
    public const int FewestCharacters = 16;
    public const int MostCharacters = 32;
    public const int LongestName = 20;
    public const int NationalIdentificationLength = 7;
    public const int NationalGuardLength = 13;

    private readonly ImmutableArray<CodeSegment> _segments;

    private CodeLayout(ImmutableArray<CodeSegment> segments)
    {
        _segments = segments;
        Length = segments.Sum(x => x.Length);
        Guard = segments.OfType<CodeSegment.Guard>().SingleOrDefault();
        Counter = segments.OfType<CodeSegment.Counter>().SingleOrDefault();
    }

    public IReadOnlyList<CodeSegment> Segments => _segments;

    public int Length { get; }

    public CodeSegment.Guard? Guard { get; }

    public CodeSegment.Counter? Counter { get; }

    /// <summary>不可防伪: whoever knows one code can write the next.</summary>
    public bool IsGuessable => Guard is null;

    /// <summary>Whose numbers the codes take; none without a guard.</summary>
    public CodeSpace? Space => Guard is { } guard ? new(guard.Alphabet, guard.Length) : null;

    /// <summary>Where the guard stands; none without one.</summary>
    public CodeShape? Shape => Guard is { } guard ? new(Length, OffsetOf(guard), guard.Length, guard.Alphabet) : null;

    /// <summary>Where the counter stands; only without a guard, which would say more.</summary>
    public CounterShape? CounterShape => Guard is null && Counter is { } counter ? new(Length, OffsetOf(counter), counter.Length) : null;

    /// <param name="length">码长度; the segments must fill it.</param>
    /// <returns>Everything that is wrong at once; what belongs to one segment has the field <c>Segments[0]</c>, <c>Segments[1]</c>, …</returns>
    public static Outcome<CodeLayout> Create(int length, IEnumerable<CodeSegment> segments)
    {
        var all = segments.Take(MostCharacters + 1).ToImmutableArray();
        List<Refusal> refusals = [];
        var national = IsNational(all);
        for (var i = 0; i < all.Length; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"Segments[{i}]");
            refusals.AddRange(WrongWith(all[i], national).Select(x => x.At(field)));
        }
        refusals.AddRange(WrongWith(length, all));
        return refusals.Count == 0 ? new CodeLayout(all) : Outcome<CodeLayout>.Refused(refusals);
    }

    /// <summary>快速生码: one guard and nothing else, which may be shorter than the codes of a rule.</summary>
    public static Outcome<CodeLayout> Quick(CodeAlphabet alphabet, int length) => OnlyGuard(new("防伪字符", alphabet, length));

    /// <summary>The national code of 20 digits: 药品标识码 and 13 digits of the maker, here a guard. Shorter than our own minimum, but the form is not ours.</summary>
    public static Outcome<CodeLayout> National(string identification)
    {
        var plain = TypedText.Plain(identification);
        return plain.Length == NationalIdentificationLength && plain.AsSpan().ContainsOnlyDigits()
            ? new CodeLayout([new CodeSegment.FixedText("药品标识码", plain), new CodeSegment.Guard("生产标识码", CodeAlphabet.Digits, NationalGuardLength)])
            : CodeLayoutRefusals.NationalIdentification;
    }

    /// <summary>Whether so many codes can be made from here on.</summary>
    /// <param name="firstNumber">The first of the space's numbers that nobody has.</param>
    /// <param name="counterStart">What the counter of the first code says.</param>
    public Outcome Allows(long count, long firstNumber, long counterStart)
    {
        if (Counter is { } counter && CodesLeft(counter, counterStart) is var left && left < count)
            return CodeLayoutRefusals.CounterExhausted(count, left);
        if (Space is { } space && (firstNumber > space.Numbers || space.Numbers - firstNumber < count))
            return CodeLayoutRefusals.GuardExhausted(count);
        return Outcome.Done;
    }

    public string ToJson() => CodeLayoutJson.Write(_segments);

    /// <summary>What <see cref="ToJson"/> wrote; anything else is refused.</summary>
    public static Outcome<CodeLayout> Parse(string? json)
    {
        var read = CodeLayoutJson.Read(json);
        if (!read.TryGet(out var segments))
            return Outcome<CodeLayout>.Refused(read.Refusals);
        return segments is [CodeSegment.Guard guard] ? OnlyGuard(guard) : Create((int)Math.Min(MostCharacters + 1, segments.Sum(x => (long)x.Length)), segments);
    }

    internal int OffsetOf(CodeSegment segment) => _segments.TakeWhile(x => !ReferenceEquals(x, segment)).Sum(x => x.Length);

    internal static long CodesLeft(CodeSegment.Counter counter, long start) => start < counter.From || start > counter.To ? 0 : counter.To - start + 1;

    private static Outcome<CodeLayout> OnlyGuard(CodeSegment.Guard guard) =>
        WrongWith(guard, national: false).ToList() is { Count: > 0 } refusals ? Outcome<CodeLayout>.Refused(refusals) : new CodeLayout([guard]);

    private static bool IsNational(ImmutableArray<CodeSegment> segments) =>
        segments is [CodeSegment.FixedText { Length: NationalIdentificationLength } identification, CodeSegment.Guard { Alphabet: CodeAlphabet.Digits, Length: NationalGuardLength }]
        && identification.Text.AsSpan().ContainsOnlyDigits();

    private static IEnumerable<Refusal> WrongWith(int length, ImmutableArray<CodeSegment> segments)
    {
        var fits = length is >= FewestCharacters and <= MostCharacters;
        if (!fits)
            yield return CodeLayoutRefusals.LengthRange.At("Length");
        if (segments.IsEmpty)
        {
            yield return CodeLayoutRefusals.NoSegments.At("Segments");
            yield break;
        }
        // Lengths are anything that was typed, also what doesn't fit when it is added up.
        var used = (int)Math.Clamp(segments.Sum(x => (long)x.Length), 0, 1_000_000);
        if (fits && used > length)
            yield return CodeLayoutRefusals.TooLong(used, length).At("Length");
        else if (fits && used < length)
            yield return CodeLayoutRefusals.TooShort(used, length).At("Length");
        var (guards, counters) = (segments.Count(x => x is CodeSegment.Guard), segments.Count(x => x is CodeSegment.Counter));
        if (guards > 1)
            yield return CodeLayoutRefusals.TwoGuards.At("Segments");
        if (counters > 1)
            yield return CodeLayoutRefusals.TwoCounters.At("Segments");
        if (guards + counters == 0)
            yield return CodeLayoutRefusals.AllAlike.At("Segments");
    }

    private static IEnumerable<Refusal> WrongWith(CodeSegment segment, bool national)
    {
        if (string.IsNullOrWhiteSpace(segment.Name))
            yield return CodeLayoutRefusals.NameMissing;
        else if (segment.Name.Length > LongestName)
            yield return CodeLayoutRefusals.NameLong;

        var wrong = segment switch
        {
            CodeSegment.Guard guard when !Enum.IsDefined(guard.Alphabet) => CodeLayoutRefusals.GuardAlphabet,
            CodeSegment.Guard guard when !national && (guard.Length < guard.Alphabet.MinimumGuardLength || guard.Length > MostCharacters) => CodeLayoutRefusals.GuardLength(guard.Alphabet),
            CodeSegment.FixedText { Text: "" } => CodeLayoutRefusals.FixedTextMissing,
            CodeSegment.FixedText { Length: > CodeSegment.FixedText.MostCharacters } => CodeLayoutRefusals.FixedTextLong,
            CodeSegment.FixedText text when !text.Text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)) => CodeLayoutRefusals.FixedTextCharacter,
            CodeSegment.Counter { Length: < 1 or > CodeSegment.Counter.MostDigits } => CodeLayoutRefusals.CounterLength,
            CodeSegment.Counter counter when counter.From < 0 || counter.To < counter.From => CodeLayoutRefusals.CounterOrder,
            CodeSegment.Counter counter when counter.To.ToString(CultureInfo.InvariantCulture).Length > counter.Length => CodeLayoutRefusals.CounterTooNarrow(counter.To, counter.Length),
            _ => null,
        };
        if (wrong is not null)
            yield return wrong;
    }
}
