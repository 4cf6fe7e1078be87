using System.Buffers.Binary;

namespace Yaosu.Platform.Files;

/// <summary>The dimensions of an image from its header; null when the header is broken or says nothing that can be shown.</summary>
internal static class ImageHeaders
{
    private const int MaxJpegSegments = 1_000;

    public static ImageSize? Png(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33 || BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) != 13 || !bytes[12..].StartsWith("IHDR"u8))
            return null;
        var (depth, color) = (bytes[24], bytes[25]);
        var isKnown = color switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        return isKnown ? Size(BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..])) : null;
    }

    public static ImageSize? Gif(ReadOnlySpan<byte> bytes) => bytes.Length < 13
        ? null
        : Size(BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));

    public static ImageSize? WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30)
            return null;
        var chunk = bytes[12..16];
        var data = bytes[20..];
        if (chunk.SequenceEqual("VP8X"u8))
            return Size(ReadUInt24(data[4..]) + 1, ReadUInt24(data[7..]) + 1);
        if (chunk.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return data[0] == 0x2F ? Size((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1) : null;
        }

        var isKeyFrame = (data[0] & 1) == 0 && data[3] == 0x9D && data[4] == 0x01 && data[5] == 0x2A;
        return chunk.SequenceEqual("VP8 "u8) && isKeyFrame
            ? Size(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFFu)
            : null;
    }

    /// <summary>Walks over the segments, of which a camera writes dozens and long ones, to the first that begins a frame.</summary>
    public static async Task<ImageSize?> JpegAsync(Stream file, CancellationToken cancellation)
    {
        var bytes = new byte[9];
        var position = 2L;
        for (var i = 0; i < MaxJpegSegments; i++)
        {
            file.Position = position;
            var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
            if (read < 4 || bytes[0] != 0xFF)
                return null;
            var marker = bytes[1];
            if (marker == 0xFF)
            {
                position++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2));
            // C4, C8 and CC are tables; before the first frame neither a restart, an end nor a scan may come.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return read == bytes.Length && length >= 8
                    ? Size(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(7)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(5)))
                    : null;
            }

            if (marker is < 0xC0 or (>= 0xD0 and <= 0xDA) || length < 2)
                return null;
            position += 2 + length;
        }

        return null;
    }

    private static uint ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);

    private static ImageSize? Size(uint width, uint height) =>
        width is 0 or > int.MaxValue || height is 0 or > int.MaxValue ? null : new ImageSize((int)width, (int)height);
}
