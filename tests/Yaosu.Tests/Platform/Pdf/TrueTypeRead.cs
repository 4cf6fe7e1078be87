using System.Buffers.Binary;
using System.Text;

namespace Yaosu.Tests.Platform.Pdf;

/// <summary>A font program by the standard: sums, order and lengths of its tables have to be right.</summary>
internal sealed class TrueTypeRead
{
    private readonly byte[] _font;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];

    public TrueTypeRead(byte[] font)
    {
        _font = font;
        Sum(font).Should().Be(0xB1B0AFBA, "so says the table head of the whole font");
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(4)); i++)
        {
            var entry = font.AsSpan(12 + (i * 16), 16);
            var (offset, length) = (BinaryPrimitives.ReadInt32BigEndian(entry[8..]), BinaryPrimitives.ReadInt32BigEndian(entry[12..]));
            (offset % 4).Should().Be(0);
            (offset + length).Should().BeLessThanOrEqualTo(font.Length);
            var name = Encoding.ASCII.GetString(entry[..4]);
            _tables[name] = (offset, length);
            var content = new byte[(length + 3) & ~3];
            font.AsSpan(offset, length).CopyTo(content);
            if (name == "head")
                content.AsSpan(8, 4).Clear();
            Sum(content).Should().Be(BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), name);
        }
        _tables.Keys.Should().Contain(["glyf", "head", "hhea", "hmtx", "loca", "maxp"]).And.BeInAscendingOrder(StringComparer.Ordinal);
        Table("loca").Length.Should().Be((GlyphCount + 1) * 4);
        Table("hmtx").Length.Should().Be(GlyphCount * 4);
        BinaryPrimitives.ReadUInt16BigEndian(Table("hhea")[34..]).Should().Be((ushort)GlyphCount);
    }

    public int Length => _font.Length;

    public int GlyphCount => BinaryPrimitives.ReadUInt16BigEndian(Table("maxp")[4..]);

    public byte[] Outline(int glyph)
    {
        var loca = Table("loca");
        var (from, to) = (BinaryPrimitives.ReadInt32BigEndian(loca[(glyph * 4)..]), BinaryPrimitives.ReadInt32BigEndian(loca[((glyph + 1) * 4)..]));
        return Table("glyf")[from..to].ToArray();
    }

    public int AdvanceOf(int glyph) => BinaryPrimitives.ReadUInt16BigEndian(Table("hmtx")[(glyph * 4)..]);

    private ReadOnlySpan<byte> Table(string name) => _font.AsSpan(_tables[name].Offset, _tables[name].Length);

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4)
            sum += BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]);
        return sum;
    }
}
