using System.Buffers;
using System.Buffers.Text;

namespace Yaosu.Platform.Pdf;

/// <summary>Numbers and words as a page's content holds them. Lengths are in millimetres, kept to the thousandth.</summary>
internal sealed class PdfOperators
{
    private const int LongestNumber = 24;

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Clear() => _bytes.ResetWrittenCount();

    public PdfOperators Raw(ReadOnlySpan<byte> text)
    {
        _bytes.Write(text);
        return this;
    }

    public PdfOperators Integer(int value)
    {
        var span = _bytes.GetSpan(LongestNumber);
        Utf8Formatter.TryFormat(value, span, out var written);
        span[written] = (byte)' ';
        _bytes.Advance(written + 1);
        return this;
    }

    public PdfOperators Number(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "Nothing can be drawn there.");
        var span = _bytes.GetSpan(LongestNumber);
        _bytes.Advance(Write(value, 3, span));
        return this;
    }

    /// <summary>For factors, which are multiplied by large numbers.</summary>
    public PdfOperators Fine(double value)
    {
        var span = _bytes.GetSpan(LongestNumber);
        _bytes.Advance(Write(value, 6, span));
        return this;
    }

    public PdfOperators Point(double x, double y) => Number(x).Number(y);

    public PdfOperators Fill(PdfColor color) => Channels(color).Raw(color.IsGray ? "g\n"u8 : "rg\n"u8);

    public PdfOperators Stroke(PdfColor color) => Channels(color).Raw(color.IsGray ? "G\n"u8 : "RG\n"u8);

    private PdfOperators Channels(PdfColor color) => color.IsGray
        ? Number(color.Red / 255.0)
        : Number(color.Red / 255.0).Number(color.Green / 255.0).Number(color.Blue / 255.0);

    private static int Write(double value, int decimals, Span<byte> target)
    {
        var unit = decimals == 3 ? 1_000L : 1_000_000L;
        var scaled = checked((long)Math.Round(value * unit));
        var at = 0;
        if (scaled < 0)
        {
            target[at++] = (byte)'-';
            scaled = -scaled;
        }
        var (whole, rest) = Math.DivRem(scaled, unit);
        if (whole > 0 || rest == 0)
        {
            Utf8Formatter.TryFormat(whole, target[at..], out var written);
            at += written;
        }
        if (rest > 0)
        {
            target[at++] = (byte)'.';
            for (var digit = unit / 10; rest > 0; digit /= 10)
            {
                target[at++] = (byte)('0' + (rest / digit));
                rest %= digit;
            }
        }
        target[at++] = (byte)' ';
        return at;
    }
}
