using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>Takes cells from left to right, each as its own type so that no value is boxed, and keeps their bytes until they are flushed.</summary>
internal abstract class CellSink
{
    public const int MaxScale = 6;

    private const int FlushAt = 64 * 1024;
    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    protected ArrayBufferWriter<byte> Buffer { get; } = new(FlushAt + FlushAt / 4);

    public abstract void BeginRow();

    public abstract void EndRow();

    public abstract void Empty();

    public abstract void Title(string text);

    public abstract void Text(string? text);

    public abstract void Number(long unscaled, int scale);

    public abstract void Date(DateOnly day);

    public abstract void Time(DateTime chinaTime);

    /// <summary>Where the buffer is cut depends on the bytes alone, so the same rows compress to the same file.</summary>
    public ValueTask FlushWhenFullAsync(Stream stream, CancellationToken cancellation) =>
        Buffer.WrittenCount < FlushAt ? ValueTask.CompletedTask : FlushAsync(stream, cancellation);

    public async ValueTask FlushAsync(Stream stream, CancellationToken cancellation)
    {
        await stream.WriteAsync(Buffer.WrittenMemory, cancellation);
        Buffer.ResetWrittenCount();
    }

    protected void WriteNumber(long unscaled, int scale)
    {
        var span = Buffer.GetSpan(32);
        if (scale == 0)
        {
            Utf8Formatter.TryFormat(unscaled, span, out var written);
            Buffer.Advance(written);
            return;
        }

        var length = 0;
        if (unscaled < 0)
            span[length++] = (byte)'-';
        // Math.Abs throws on the smallest number.
        var (whole, rest) = Math.DivRem(unscaled < 0 ? (ulong)-(unscaled + 1) + 1 : (ulong)unscaled, (ulong)Powers[scale]);
        Utf8Formatter.TryFormat(whole, span[length..], out var digits);
        length += digits;
        span[length++] = (byte)'.';
        Utf8Formatter.TryFormat(rest, span[length..], out _, new StandardFormat('D', (byte)scale));
        Buffer.Advance(length + scale);
    }

    protected void WriteDate(DateOnly day) => WriteFormatted(day, "yyyy-MM-dd");

    protected void WriteTime(DateTime time) => WriteFormatted(time, "yyyy-MM-dd HH:mm:ss");

    /// <summary>A lone half of a surrogate pair has no UTF-8 and becomes U+FFFD.</summary>
    protected void WriteUtf8(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, Buffer);

    private void WriteFormatted<TValue>(TValue value, string format)
        where TValue : IUtf8SpanFormattable
    {
        value.TryFormat(Buffer.GetSpan(32), out var written, format, CultureInfo.InvariantCulture);
        Buffer.Advance(written);
    }
}
