using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Yaosu.Codes;

/// <summary>
/// Writes the codes of one request, any of them at any time: the code with index i has the number <c>firstNumber + i</c> and the counter <c>counterStart + i</c>.
/// Keeps its buffers: not for two threads at once.
/// </summary>
public sealed class CodeWriter : IDisposable
{
    private readonly ShortFf1? _cipher;
    private readonly CodeAlphabet _alphabet;
    private readonly string _template;
    private readonly bool _onlyGuard;
    private readonly int _guardOffset;
    private readonly int _counterOffset;
    private readonly int _counterLength;
    private readonly long _firstNumber;
    private readonly long _counterStart;

    /// <param name="key">The space's; a copy is taken. None is needed without a guard.</param>
    /// <param name="generatedAt">When the codes were asked for, in UTC: what is printed stays the same at every download.</param>
    /// <param name="firstNumber">Of the space; without a guard it means nothing.</param>
    /// <param name="counterStart">Without a counter it means nothing.</param>
    public CodeWriter(CodeLayout layout, CodeKey? key, DateTime generatedAt, long firstNumber, long counterStart)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstNumber);
        Length = layout.Length;
        Count = long.MaxValue;
        (_firstNumber, _counterStart) = (firstNumber, counterStart);
        if (layout.Counter is { } counter)
        {
            (_counterOffset, _counterLength) = (layout.OffsetOf(counter), counter.Length);
            Count = CodeLayout.CodesLeft(counter, counterStart);
        }
        if (layout.Guard is { } guard)
        {
            ArgumentNullException.ThrowIfNull(key);
            (_guardOffset, _alphabet, _onlyGuard) = (layout.OffsetOf(guard), guard.Alphabet, layout.Segments.Count == 1);
            Count = Math.Min(Count, Math.Max(0, layout.Space!.Value.Numbers - firstNumber));
            _cipher = ShortFf1.Create(key, guard.Alphabet.Radix, guard.Length);
        }
        _template = string.Concat(layout.Segments.Select(x => TextOf(x, generatedAt)));
    }

    /// <summary>Characters of each code.</summary>
    public int Length { get; }

    /// <summary>How many codes there are to write, by the numbers and the counter that are left.</summary>
    public long Count { get; }

    public void Write(long index, Span<char> code) => WriteMany(index, 1, code[..Length]);

    /// <summary>Writes codes one after another with nothing between.</summary>
    public void WriteMany(long firstIndex, int count, Span<char> codes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (firstIndex < 0 || firstIndex > Count - count)
            throw new ArgumentOutOfRangeException(nameof(firstIndex), $"There are {Count} codes.");
        if (codes.Length != (long)count * Length)
            throw new ArgumentException($"{count} codes of {Length} characters don't fill {codes.Length}.", nameof(codes));

        for (var done = 0; done < count; done += ShortFf1.Batch)
        {
            var many = Math.Min(ShortFf1.Batch, count - done);
            var place = codes.Slice(done * Length, many * Length);
            for (var i = 0; i < many && !_onlyGuard; i++)
                _template.CopyTo(place[(i * Length)..]);
            if (_cipher is { } cipher)
            {
                cipher.EncryptRun((UInt128)(_firstNumber + firstIndex + done), many);
                cipher.WriteRun(_alphabet, many, place[_guardOffset..], Length);
            }
            for (var i = 0; i < many && _counterLength > 0; i++)
                Numerals.Write(CodeAlphabet.Digits, (ulong)(_counterStart + firstIndex + done + i), place.Slice((i * Length) + _counterOffset, _counterLength));
        }
    }

    /// <summary>Whether this text is the code with that index, to the last character; takes as long for a near miss as for none.</summary>
    public bool Matches(long index, ReadOnlySpan<char> code)
    {
        if (index < 0 || index >= Count || code.Length != Length)
            return false;
        Span<char> written = stackalloc char[CodeLayout.MostCharacters];
        written = written[..Length];
        Write(index, written);
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes<char>(written), MemoryMarshal.AsBytes(code));
    }

    public void Dispose() => _cipher?.Dispose();

    // What differs from code to code is written over the zeros.
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
