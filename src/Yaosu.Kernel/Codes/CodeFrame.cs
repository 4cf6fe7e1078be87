using System.Globalization;
using System.Text;

namespace Yaosu.Codes;

/// <summary>
/// What stands around the guard in the codes of one request: texts, the moment they were asked for, and the counter. A number stands for exactly one guard, so a code is the one with
/// a number when that number is read out of it and its frame fits.
/// </summary>
public sealed class CodeFrame
{
    private readonly byte[] _bytes;
    private readonly int _guardOffset;
    private readonly int _guardLength;
    private readonly int _counterOffset;
    private readonly int _counterLength;
    private readonly long _counterStart;

    /// <param name="generatedAt">When the codes were asked for, in UTC: what is printed stays the same at every download.</param>
    /// <param name="counterStart">What the counter of code 0 says; without a counter it means nothing.</param>
    public CodeFrame(CodeLayout layout, DateTime generatedAt, long counterStart)
    {
        Text = string.Concat(layout.Segments.Select(x => TextOf(x, generatedAt)));
        _bytes = Encoding.ASCII.GetBytes(Text);
        Count = long.MaxValue;
        if (layout.Guard is { } guard)
            (_guardOffset, _guardLength) = (layout.OffsetOf(guard), guard.Length);
        if (layout.Counter is not { } counter)
            return;
        (_counterOffset, _counterLength, _counterStart) = (layout.OffsetOf(counter), counter.Length, counterStart);
        Count = CodeLayout.CodesLeft(counter, counterStart);
    }

    /// <summary>A code with zeros for what differs from one to the next.</summary>
    public string Text { get; }

    /// <summary>The same as it stands in a file.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>How many codes there can be before the counter ends.</summary>
    public long Count { get; }

    /// <summary>Whether everything but the guard is as in the code with that index.</summary>
    public bool Fits(long index, ReadOnlySpan<char> code)
    {
        if (index < 0 || index >= Count || code.Length != Text.Length)
            return false;
        Span<byte> wanted = stackalloc byte[CodeLayout.MostCharacters];
        wanted = wanted[..code.Length];
        _bytes.CopyTo(wanted);
        WriteCounter(index, wanted);
        // The guard is another question.
        var end = _guardOffset + _guardLength;
        return Ascii.Equals(wanted[.._guardOffset], code[.._guardOffset]) && Ascii.Equals(wanted[end..], code[end..]);
    }

    /// <summary>Whether everything but guard and counter is as in these codes.</summary>
    public bool MayBeAround(ReadOnlySpan<char> code)
    {
        if (code.Length != Text.Length)
            return false;
        var (first, firstLength, second, secondLength) = _guardOffset <= _counterOffset
            ? (_guardOffset, _guardLength, _counterOffset, _counterLength)
            : (_counterOffset, _counterLength, _guardOffset, _guardLength);
        var (between, after) = (first + firstLength, Math.Max(first + firstLength, second + secondLength));
        return Ascii.Equals(Bytes[..first], code[..first]) && (second < between || Ascii.Equals(Bytes[between..second], code[between..second])) && Ascii.Equals(Bytes[after..], code[after..]);
    }

    /// <summary>Whether <see cref="MayBeAround"/> says the same of every code.</summary>
    public bool LooksLike(CodeFrame other) =>
        (Text, _guardOffset, _guardLength, _counterOffset, _counterLength) == (other.Text, other._guardOffset, other._guardLength, other._counterOffset, other._counterLength);

    internal void WriteCounter(long index, Span<byte> code)
    {
        if (_counterLength > 0)
            Numerals.Write(CodeAlphabet.Digits, (ulong)(_counterStart + index), code.Slice(_counterOffset, _counterLength));
    }

    private static string TextOf(CodeSegment segment, DateTime generatedAt) => segment switch
    {
        CodeSegment.FixedText text => text.Text,
        CodeSegment.Timestamp => Seconds(generatedAt).ToString("D10", CultureInfo.InvariantCulture),
        CodeSegment.Date => ChinaTime.FromUtc(generatedAt).ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        CodeSegment.Guard or CodeSegment.Counter => new string('0', segment.Length),
        _ => throw new NotSupportedException(segment.GetType().Name),
    };

    private static long Seconds(DateTime utc)
    {
        var seconds = (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        return seconds is >= 0 and <= 9_999_999_999 ? seconds : throw new ArgumentOutOfRangeException(nameof(utc), "A timestamp of ten digits lies between 1970 and 2286.");
    }
}
