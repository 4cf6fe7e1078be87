using System.Buffers.Binary;
using System.IO.Compression;

namespace Yaosu.Tests.Platform.Pdf;

/// <summary>PNG files with every filter in turn, line by line.</summary>
internal static class PngSample
{
    public static byte[] Make(int width, int height, byte kind, Func<int, int, byte[]> pixel, byte depth = 8, byte interlaced = 0, byte[]? palette = null, byte[]? opacity = null)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, kind, interlaced);
        Chunk(png, "IHDR"u8, header);
        if (palette is not null)
            Chunk(png, "PLTE"u8, palette);
        if (opacity is not null)
            Chunk(png, "tRNS"u8, opacity);
        var packed = Pack(width, height, pixel);
        // In two pieces, as large files come.
        Chunk(png, "IDAT"u8, packed.AsSpan(0, packed.Length / 2));
        Chunk(png, "IDAT"u8, packed.AsSpan(packed.Length / 2));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>Takes the filters off again.</summary>
    public static byte[] Plain(byte[] filtered, int line, int pixel)
    {
        var plain = new List<byte[]> { new byte[line] };
        foreach (var coded in filtered.Chunk(line + 1))
        {
            var now = new byte[line];
            for (var i = 0; i < line; i++)
                now[i] = (byte)(coded[i + 1] + Guess(coded[0], i >= pixel ? now[i - pixel] : 0, plain[^1][i], i >= pixel ? plain[^1][i - pixel] : 0));
            plain.Add(now);
        }
        return [.. plain.Skip(1).SelectMany(x => x)];
    }

    private static byte[] Pack(int width, int height, Func<int, int, byte[]> pixel)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var size = pixel(0, 0).Length;
            var above = new byte[width * size];
            for (var y = 0; y < height; y++)
            {
                byte[] line = [.. Enumerable.Range(0, width).SelectMany(x => pixel(x, y))];
                packing.WriteByte((byte)(y % 5));
                for (var i = 0; i < line.Length; i++)
                    packing.WriteByte((byte)(line[i] - Guess(y % 5, i >= size ? line[i - size] : 0, above[i], i >= size ? above[i - size] : 0)));
                above = line;
            }
        }
        return packed.ToArray();
    }

    private static int Guess(int filter, int left, int up, int corner) => filter switch
    {
        0 => 0,
        1 => left,
        2 => up,
        3 => (left + up) / 2,
        _ => new[] { left, up, corner }.MinBy(x => Math.Abs(left + up - corner - x)),
    };

    private static void Chunk(Stream to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        to.Write(number);
        to.Write(name);
        to.Write(content);
        to.Write(new byte[4]);
    }
}
