using System.Buffers.Binary;
using System.Text;

namespace Yaosu.Tests.Platform.Pdf;

/// <summary>A TrueType font of five glyphs: "not there", A, an accent, Á made of both, and Ǻ made of Á and the accent again. Its offsets are short, its characters in format 4.</summary>
internal static class TinyFont
{
    private const int ArgumentsAreWide = 1;
    private const int HasScale = 8;
    private const int MoreFollow = 0x20;
    private const int HasTwoByTwo = 0x80;

    public static byte[] Make()
    {
        byte[][] glyphs =
        [
            Simple(10),
            Simple(20),
            Simple(30),
            [.. Words(-1, 0, 0, 100, 100), .. Words(MoreFollow | ArgumentsAreWide, 1, 5, -5), .. Words(HasScale, 2, 0x0102, 0x4000)],
            [.. Words(-1, 0, 0, 100, 200), .. Words(MoreFollow | HasTwoByTwo, 3, 0, 0x4000, 0, 0, 0x4000), .. Words(0, 2, 0x0506)],
        ];
        var head = new byte[54];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(18), 500);
        var hhea = new byte[36];
        BinaryPrimitives.WriteInt16BigEndian(hhea.AsSpan(4), 400);
        BinaryPrimitives.WriteInt16BigEndian(hhea.AsSpan(6), -100);
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), 2);
        var name = Encoding.BigEndianUnicode.GetBytes("Tiny");
        List<short> offsets = [0];
        foreach (var glyph in glyphs)
            offsets.Add((short)(offsets[^1] + (glyph.Length / 2)));
        (string, byte[])[] tables =
        [
            ("cmap", [.. Words(0, 1, 3, 1, 0, 12), .. Words(4, 40, 0, 6, 0, 0, 0), .. Words('A', 0xC1, 0xFFFF), 0, 0, .. Words('A', 0xC1, 0xFFFF), .. Words(1 - 'A', 3 - 0xC1, 1), .. Words(0, 0, 0)]),
            ("glyf", [.. glyphs.SelectMany(x => x)]),
            ("head", head),
            ("hhea", hhea),
            // The second advance holds for all that follow.
            ("hmtx", [.. Words(250, 0, 300, 0, 0, 0, 0)]),
            ("loca", [.. Words([.. offsets.Select(x => (int)x)])]),
            ("maxp", [.. Words(1, 0, glyphs.Length), .. new byte[26]]),
            ("name", [.. Words(0, 1, 18, 3, 1, 0x409, 6, name.Length, 0), .. name]),
        ];
        var (directory, content) = (new List<byte>([.. Words(1, 0, tables.Length, 0, 0, 0)]), new List<byte>());
        foreach (var (table, bytes) in tables)
        {
            directory.AddRange(Encoding.ASCII.GetBytes(table));
            directory.AddRange(new byte[4]);
            directory.AddRange(Words(0, 12 + (tables.Length * 16) + content.Count, 0, bytes.Length));
            content.AddRange(bytes);
            content.AddRange(new byte[-bytes.Length & 3]);
        }
        return [.. directory, .. content];
    }

    // No instructions and one point would do; what matters is that it is told from the others.
    private static byte[] Simple(byte mark) => [.. Words(1, 0, 0, mark, mark), mark, mark, mark, mark];

    private static byte[] Words(params int[] values) => [.. values.SelectMany(x => new[] { (byte)(x >> 8), (byte)x })];
}
