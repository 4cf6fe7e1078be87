using System.Text;

namespace Yaosu.Codes;

/// <summary>
/// Writes the codes of one request, any of them at any time: the code with index i has the number <c>firstNumber + i</c> and the counter <c>counterStart + i</c>.
/// Keeps its buffers: not for two threads at once.
/// </summary>
public sealed class CodeWriter : IDisposable
{
    private readonly ShortFf1? _cipher;
    private readonly CodeAlphabet _alphabet;
    private readonly bool _onlyGuard;
    private readonly bool _counts;
    private readonly int _guardOffset;
    private readonly long _firstNumber;
    private byte[] _written = [];

    /// <param name="key">The space's; a copy is taken. None is needed without a guard.</param>
    /// <param name="generatedAt">When the codes were asked for, in UTC: what is printed stays the same at every download.</param>
    /// <param name="firstNumber">Of the space; without a guard it means nothing.</param>
    /// <param name="counterStart">Without a counter it means nothing.</param>
    public CodeWriter(CodeLayout layout, CodeKey? key, DateTime generatedAt, long firstNumber, long counterStart)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstNumber);
        Frame = new(layout, generatedAt, counterStart);
        (Length, Count, _counts, _firstNumber) = (layout.Length, Frame.Count, layout.Counter is not null, firstNumber);
        if (layout.Guard is { } guard)
        {
            ArgumentNullException.ThrowIfNull(key);
            (_guardOffset, _alphabet, _onlyGuard) = (layout.OffsetOf(guard), guard.Alphabet, layout.Segments.Count == 1);
            Count = Math.Min(Count, Math.Max(0, layout.Space!.Value.Numbers - firstNumber));
            _cipher = ShortFf1.Create(key, guard.Alphabet.Radix, guard.Length);
        }
    }

    public CodeFrame Frame { get; }

    /// <summary>Characters of each code.</summary>
    public int Length { get; }

    /// <summary>How many codes there are to write, by the numbers and the counter that are left.</summary>
    public long Count { get; }

    public void Write(long index, Span<char> code) => WriteMany(index, 1, code[..Length]);

    /// <summary>Writes codes one after another with nothing between.</summary>
    public void WriteMany(long firstIndex, int count, Span<char> codes)
    {
        Check(firstIndex, count);
        if (codes.Length != (long)count * Length)
            throw new ArgumentException($"{count} codes of {Length} characters don't fill {codes.Length}.", nameof(codes));

        for (var done = 0; done < count; done += ShortFf1.Batch)
        {
            var many = Math.Min(ShortFf1.Batch, count - done);
            if (_written.Length < many * Length)
                _written = new byte[many * Length];
            var written = _written.AsSpan(0, many * Length);
            WriteBatch(firstIndex + done, many, written, Length);
            Encoding.ASCII.GetChars(written, codes.Slice(done * Length, many * Length));
        }
    }

    /// <summary>Writes codes into a file's lines.</summary>
    /// <param name="lines">From the first character of the first code.</param>
    /// <param name="lineLength">From each code to the next; what is between stays as it is.</param>
    public void WriteMany(long firstIndex, int count, Span<byte> lines, int lineLength)
    {
        Check(firstIndex, count);
        ArgumentOutOfRangeException.ThrowIfLessThan(lineLength, Length);
        for (var done = 0; done < count; done += ShortFf1.Batch)
            WriteBatch(firstIndex + done, Math.Min(ShortFf1.Batch, count - done), lines[(done * lineLength)..], lineLength);
    }

    public void Dispose() => _cipher?.Dispose();

    private void Check(long firstIndex, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (firstIndex < 0 || firstIndex > Count - count)
            throw new ArgumentOutOfRangeException(nameof(firstIndex), $"There are {Count} codes.");
    }

    private void WriteBatch(long firstIndex, int count, Span<byte> lines, int lineLength)
    {
        for (var i = 0; i < count && !_onlyGuard; i++)
            Frame.Bytes.CopyTo(lines[(i * lineLength)..]);
        if (_cipher is { } cipher)
        {
            cipher.EncryptRun((UInt128)(_firstNumber + firstIndex), count);
            cipher.WriteRun(_alphabet, count, lines[_guardOffset..], lineLength);
        }
        for (var i = 0; i < count && _counts; i++)
            Frame.WriteCounter(firstIndex + i, lines.Slice(i * lineLength, Length));
    }
}
