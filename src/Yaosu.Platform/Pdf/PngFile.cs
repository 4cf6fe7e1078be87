using System.Buffers.Binary;
using System.IO.Compression;
using Yaosu.Platform.Files;

namespace Yaosu.Platform.Pdf;

/// <summary>A PNG as PDF holds images: lines with a filter each, packed; opacity apart from the colours.</summary>
/// <param name="Channels">Of the colours: 1 or 3.</param>
/// <param name="Palette">Null when the pixels are colours themselves.</param>
/// <param name="Alpha">Null when all of it is opaque.</param>
internal sealed record PngFile(int Width, int Height, int Channels, byte[] Pixels, byte[]? Palette, byte[]? Alpha)
{
    private const int Gray = 0;
    private const int Rgb = 2;
    private const int Indexed = 3;
    private const int GrayAlpha = 4;
    private const int RgbAlpha = 6;
    private const byte Up = 2;

    /// <summary>Every line is unpacked once, also where the packed bytes are then taken as they are: a torn image would spoil the page.</summary>
    public static Outcome<PngFile> Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            return ReadChunks(file);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            return PdfRefusals.PngUnreadable;
        }
    }

    private static Outcome<PngFile> ReadChunks(ReadOnlyMemory<byte> file)
    {
        using var packed = new MemoryStream();
        var (header, palette, opacity) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.Span.Slice(at, 4));
            var (name, content) = (file.Slice(at + 4, 4), file.Slice(at + 8, length));
            if (name.Span.SequenceEqual("IEND"u8))
                break;
            if (name.Span.SequenceEqual("IHDR"u8))
                header = content;
            else if (name.Span.SequenceEqual("PLTE"u8))
                palette = content;
            else if (name.Span.SequenceEqual("tRNS"u8))
                opacity = content;
            else if (name.Span.SequenceEqual("IDAT"u8))
                packed.Write(content.Span);
            at += 12 + length;
        }

        if (header.Length != 13)
            return PdfRefusals.PngUnreadable;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header.Span), BinaryPrimitives.ReadInt32BigEndian(header.Span[4..]));
        var (depth, kind, interlaced) = (header.Span[8], header.Span[9], header.Span[12]);
        if (width <= 0 || height <= 0 || kind is not (Gray or Rgb or Indexed or GrayAlpha or RgbAlpha) || (kind == Indexed && (palette.Length is 0 or > 768 || palette.Length % 3 != 0)))
            return PdfRefusals.PngUnreadable;
        if (depth != 8 || interlaced != 0)
            return PdfRefusals.PngKind;
        if ((long)width * height > ImageSize.MaxPixels)
            return PdfRefusals.ImageTooLarge;
        // A single colour that counts as clear, outside a palette, is rare and not worth a mask.
        var isClear = kind is GrayAlpha or RgbAlpha || (kind == Indexed && opacity.Length > 0);
        var (pixels, alpha) = Unpack(packed, width, height, kind, isClear ? opacity.ToArray() : null);
        return new PngFile(width, height, kind is Rgb or RgbAlpha ? 3 : 1, pixels, kind == Indexed ? palette.ToArray() : null, alpha);
    }

    /// <param name="opacity">Of the palette's colours; null when nothing is clear.</param>
    private static (byte[] Pixels, byte[]? Alpha) Unpack(MemoryStream packed, int width, int height, int kind, byte[]? opacity)
    {
        var pixel = kind switch
        {
            Rgb => 3,
            GrayAlpha => 2,
            RgbAlpha => 4,
            _ => 1,
        };
        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
        var (line, above) = (new byte[(width * pixel) + 1], new byte[(width * pixel) + 1]);
        using var colors = opacity is null ? null : new Lines(kind == RgbAlpha ? 3 : 1, width);
        using var alphas = opacity is null ? null : new Lines(1, width);
        for (var y = 0; y < height; y++)
        {
            unpacked.ReadExactly(line);
            Unfilter(line, above, pixel);
            if (colors is not null && alphas is not null)
            {
                for (var x = 0; x < width; x++)
                {
                    var at = line.AsSpan(1 + (x * pixel), pixel);
                    (kind == Indexed ? at : at[..^1]).CopyTo(colors.At(x));
                    alphas.At(x)[0] = kind != Indexed ? at[^1] : at[0] < opacity!.Length ? opacity[at[0]] : byte.MaxValue;
                }
                colors.End();
                alphas.End();
            }
            (line, above) = (above, line);
        }
        return colors is null ? (packed.ToArray(), null) : (colors.Finish(), alphas!.Finish());
    }

    private static void Unfilter(byte[] line, byte[] above, int pixel)
    {
        var filter = line[0];
        if (filter > 4)
            throw new InvalidDataException("A line of the PNG has no known filter.");
        for (var i = 1; i < line.Length; i++)
        {
            var (left, up, corner) = (i > pixel ? line[i - pixel] : 0, above[i], i > pixel ? above[i - pixel] : 0);
            line[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                Up => up,
                3 => (left + up) / 2,
                _ => Paeth(left, up, corner),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - corner - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    /// <summary>Lines packed again, each as the difference from the one above.</summary>
    private sealed class Lines : IDisposable
    {
        private readonly int _pixel;
        private readonly MemoryStream _packed = new();
        private readonly ZLibStream _packing;
        private readonly byte[] _difference;
        private byte[] _line;
        private byte[] _above;

        public Lines(int pixel, int width)
        {
            _pixel = pixel;
            _packing = new(_packed, CompressionLevel.Optimal, leaveOpen: true);
            (_line, _above, _difference) = (new byte[width * pixel], new byte[width * pixel], new byte[(width * pixel) + 1]);
            _difference[0] = Up;
        }

        public Span<byte> At(int x) => _line.AsSpan(x * _pixel, _pixel);

        public void End()
        {
            for (var i = 0; i < _line.Length; i++)
                _difference[i + 1] = (byte)(_line[i] - _above[i]);
            _packing.Write(_difference);
            (_line, _above) = (_above, _line);
        }

        public byte[] Finish()
        {
            _packing.Dispose();
            return _packed.ToArray();
        }

        public void Dispose()
        {
            _packing.Dispose();
            _packed.Dispose();
        }
    }
}
