using System.Buffers.Binary;
using System.IO.Compression;

namespace Yaosu.Platform.Qr;

/// <summary>A QR code as a PNG of one bit a pixel, with its quiet zone. Each module is the same whole number of pixels wide: no edge is blurred.</summary>
public static class QrPng
{
    public const string ContentType = "image/png";

    private const int MostPixels = 10_000;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static byte[] Of(QrMatrix matrix, int pixelsOfModule)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixelsOfModule, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixelsOfModule, MostPixels / matrix.Side);
        var side = matrix.Side * pixelsOfModule;
        var png = new MemoryStream();
        png.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], side);
        // One bit of gray; packed, filtered and in order the only way there is.
        header[8] = 1;
        Chunk(png, "IHDR"u8, header);

        using var pixels = new MemoryStream();
        using (var packing = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
            WriteLines(packing, matrix, pixelsOfModule, side);
        Chunk(png, "IDAT"u8, pixels.GetBuffer().AsSpan(0, (int)pixels.Length));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void WriteLines(Stream to, QrMatrix matrix, int pixels, int side)
    {
        var line = new byte[1 + ((side + 7) / 8)];
        for (var row = -QrMatrix.QuietZone; row < matrix.Size + QrMatrix.QuietZone; row++)
        {
            // Ones are light.
            line.AsSpan(1).Fill(0xFF);
            for (var x = 0; row >= 0 && row < matrix.Size && x < matrix.Size; x++)
            {
                if (!matrix[x, row])
                    continue;
                for (var at = (x + QrMatrix.QuietZone) * pixels; at < (x + QrMatrix.QuietZone + 1) * pixels; at++)
                    line[1 + (at / 8)] &= (byte)~(0x80 >> (at % 8));
            }
            for (var i = 0; i < pixels; i++)
                to.Write(line);
        }
    }

    private static void Chunk(Stream to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        to.Write(number);
        to.Write(name);
        to.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), content));
        to.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        return crc;
    }
}
