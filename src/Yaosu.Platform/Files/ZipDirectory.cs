using System.Buffers.Binary;
using System.Text;

namespace Yaosu.Platform.Files;

/// <summary>
/// Looks through the list of entries at the end of a zip with bounded memory; a library would build an object for each of millions.
/// Workbooks with a longer list, or with the extended format for files over 4 GB, are not taken for workbooks.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = 65_535;
    private const int EntryLength = 46;
    private const int LongestDirectory = 1024 * 1024;

    /// <summary>Null when there is no sound list.</summary>
    public static async Task<(FileKind Kind, long? Unpacked)?> ReadAsync(Stream file, CancellationToken cancellation)
    {
        var tail = await ReadAsync(file, Math.Max(0, file.Length - EndLength - LongestComment), EndLength + LongestComment, cancellation);
        var end = FindEnd(tail);
        if (end < 0)
            return null;

        var count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (count == ushort.MaxValue || length == uint.MaxValue || offset == uint.MaxValue || length > LongestDirectory)
            return (FileKind.Zip, null);

        // Something before the first entry or between list and end is another file hiding in this one.
        var endPosition = file.Length - tail.Length + end;
        if (offset + (long)length != endPosition)
            return null;
        return Judge(await ReadAsync(file, offset, (int)length, cancellation), count);
    }

    private static int FindEnd(byte[] tail)
    {
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (tail.AsSpan(at).StartsWith("PK\x05\x06"u8) && at + EndLength + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20)) == tail.Length)
                return at;
        }

        return -1;
    }

    private static (FileKind Kind, long? Unpacked)? Judge(ReadOnlySpan<byte> directory, int count)
    {
        var (hasTypes, hasWorkbook, hasMacros, unpacked) = (false, false, false, 0L);
        for (var i = 0; i < count; i++)
        {
            if (directory.Length < EntryLength || !directory.StartsWith("PK\x01\x02"u8))
                return null;
            var size = BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]);
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            var next = EntryLength + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (next > directory.Length)
                return null;
            var name = Encoding.UTF8.GetString(directory.Slice(EntryLength, nameLength));
            hasTypes |= name == "[Content_Types].xml";
            hasWorkbook |= name.StartsWith("xl/", StringComparison.Ordinal);
            hasMacros |= name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase);
            unpacked += size;
            directory = directory[next..];
        }

        if (!directory.IsEmpty)
            return null;
        return (!hasTypes || !hasWorkbook ? FileKind.Zip : hasMacros ? FileKind.MacroWorkbook : FileKind.Xlsx, unpacked);
    }

    private static async Task<byte[]> ReadAsync(Stream file, long from, int atMost, CancellationToken cancellation)
    {
        var bytes = new byte[Math.Clamp(file.Length - from, 0, atMost)];
        file.Position = from;
        var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return bytes[..read];
    }
}
