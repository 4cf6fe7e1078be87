using System.Buffers.Binary;
using System.Globalization;

namespace Yaosu.Platform.Pdf;

/// <summary>An image that is in the file already; pages refer to it.</summary>
public sealed class PdfImage
{
    private PdfImage(int number, int width, int height) => (Number, Width, Height) = (number, width, height);

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    internal int Number { get; }

    /// <summary>The height that keeps the proportions at this width.</summary>
    public double HeightAt(double width) => width * Height / Width;

    internal static Outcome<PdfImage> Write(PdfObjects objects, ReadOnlyMemory<byte> file) => file.Span switch
    {
        [0xFF, 0xD8, 0xFF, ..] => WriteJpeg(objects, file.Span),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => WritePng(objects, file),
        _ => PdfRefusals.ImageKind,
    };

    private static Outcome<PdfImage> WriteJpeg(PdfObjects objects, ReadOnlySpan<byte> file)
    {
        if (JpegFrame.Find(file) is not { } frame)
            return PdfRefusals.JpegUnreadable;
        var number = objects.NewNumber();
        var colors = frame.Channels switch
        {
            1 => "/DeviceGray",
            3 => "/DeviceRGB",
            // What Adobe's programs write says how much light there is, not how much ink.
            _ => "/DeviceCMYK" + (frame.IsAdobe ? "/Decode[1 0 1 0 1 0 1 0]" : ""),
        };
        objects.WritePacked(number, Entries(frame.Width, frame.Height, colors) + "/Filter/DCTDecode", file);
        return new PdfImage(number, frame.Width, frame.Height);
    }

    private static Outcome<PdfImage> WritePng(PdfObjects objects, ReadOnlyMemory<byte> file)
    {
        var read = PngFile.Read(file);
        if (!read.TryGet(out var png))
            return read.Refusal!;
        var (number, mask) = (objects.NewNumber(), "");
        if (png.Alpha is { } alpha)
        {
            var maskNumber = objects.NewNumber();
            objects.WritePacked(maskNumber, Entries(png.Width, png.Height, "/DeviceGray") + Predicted(png.Width, 1), alpha);
            mask = $"/SMask {maskNumber} 0 R";
        }
        var colors = png.Palette is { } palette
            ? $"[/Indexed/DeviceRGB {(palette.Length / 3) - 1}<{Convert.ToHexString(palette)}>]"
            : png.Channels == 1 ? "/DeviceGray" : "/DeviceRGB";
        objects.WritePacked(number, Entries(png.Width, png.Height, colors) + Predicted(png.Width, png.Channels) + mask, png.Pixels);
        return new PdfImage(number, png.Width, png.Height);
    }

    private static string Entries(int width, int height, string colors) =>
        string.Create(CultureInfo.InvariantCulture, $"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace{colors}");

    private static string Predicted(int width, int channels) =>
        string.Create(CultureInfo.InvariantCulture, $"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {channels}/BitsPerComponent 8/Columns {width}>>");
}

/// <summary>What a JPEG says of itself before its first line.</summary>
internal readonly record struct JpegFrame(int Width, int Height, int Channels, bool IsAdobe)
{
    public static JpegFrame? Find(ReadOnlySpan<byte> file)
    {
        var isAdobe = false;
        for (var at = 2; at + 4 <= file.Length;)
        {
            if (file[at] != 0xFF)
                return null;
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (marker is < 0xC0 or (>= 0xD0 and <= 0xDA) || length < 2 || at + 2 + length > file.Length)
                return null;
            var segment = file.Slice(at + 4, length - 2);
            if (marker == 0xEE && segment.StartsWith("Adobe"u8))
                isAdobe = true;
            // Baseline, extended and progressive are what PDF readers know; the others (lossless, arithmetic) are not.
            if (marker is 0xC0 or 0xC1 or 0xC2)
            {
                if (segment.Length < 6 || segment[0] != 8)
                    return null;
                var (height, width, channels) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), segment[5]);
                return width > 0 && height > 0 && channels is 1 or 3 or 4 ? new(width, height, channels, isAdobe) : null;
            }
            if (marker is >= 0xC3 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return null;
            at += 2 + length;
        }
        return null;
    }
}
