using System.Buffers.Binary;
using System.IO.Compression;

namespace Yaosu.Tests.Platform.Files;

/// <summary>The smallest files with the headers of their formats.</summary>
internal static class SampleFiles
{
    public static byte[] Png(int width, int height) =>
        [0x89, .. "PNG\r\n\u001A\n"u8, .. Big32(13), .. "IHDR"u8, .. Big32(width), .. Big32(height), 8, 6, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Gif(int width, int height) => [.. "GIF89a"u8, .. Little16(width), .. Little16(height), 0, 0, 0, 0x3B];

    /// <param name="segments">Lengths of application segments before the frame.</param>
    public static byte[] Jpeg(int width, int height, params int[] segments)
    {
        List<byte> bytes = [0xFF, 0xD8];
        foreach (var length in segments)
            bytes.AddRange([0xFF, 0xE1, .. Big16(length), .. Enumerable.Repeat((byte)0xC0, length - 2)]);
        bytes.AddRange([0xFF, 0xDB, .. Big16(3), 0]);
        bytes.AddRange([0xFF, 0xFF, 0xFF, 0xC4, .. Big16(4), 0, 0]);
        bytes.AddRange([0xFF, 0xC2, .. Big16(17), 8, .. Big16(height), .. Big16(width), 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xD9]);
        return [.. bytes];
    }

    public static byte[] WebPLossy(int width, int height) =>
        WebP("VP8 "u8, [0x10, 0, 0, 0x9D, 0x01, 0x2A, .. Little16(width), .. Little16(height), 0, 0]);

    public static byte[] WebPLossless(int width, int height) =>
        WebP("VP8L"u8, [0x2F, .. BitConverter.GetBytes((uint)(width - 1) | ((uint)(height - 1) << 14)), 0, 0, 0, 0, 0]);

    public static byte[] WebPExtended(int width, int height) =>
        WebP("VP8X"u8, [0, 0, 0, 0, .. BitConverter.GetBytes(width - 1)[..3], .. BitConverter.GetBytes(height - 1)[..3]]);

    public static byte[] Zip(params string[] names)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                part.Write("<x/>"u8);
            }
        }

        return target.ToArray();
    }

    private static byte[] WebP(ReadOnlySpan<byte> chunk, byte[] data) =>
        [.. "RIFF"u8, .. BitConverter.GetBytes(data.Length + 12), .. "WEBP"u8, .. chunk, .. BitConverter.GetBytes(data.Length), .. data];

    private static byte[] Big16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Little16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Big32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
