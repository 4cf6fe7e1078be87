using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Yaosu.Platform.Pdf.Fonts;

/// <summary>The glyphs that a document drew, as a font of their own: numbered anew in the order given, which begins with zero, the glyph for "not there".</summary>
internal static class FontSubset
{
    private const uint WholeSum = 0xB1B0AFBA;

    // What a compound says of each part (OpenType, table glyf).
    private const int WideArguments = 0x0001;
    private const int OneScale = 0x0008;
    private const int MoreFollow = 0x0020;
    private const int TwoScales = 0x0040;
    private const int FourScales = 0x0080;

    public static byte[] Make(TrueTypeFile font, IReadOnlyList<int> glyphs)
    {
        var (outlines, offsets, numbers) = Gather(font, glyphs);
        var count = numbers.Count;
        var tables = new List<(string Name, byte[] Content)>
        {
            ("glyf", outlines),
            ("head", Head(font)),
            ("hhea", With(font.Table("hhea"), 34, count)),
            ("hmtx", Metrics(font, numbers)),
            ("loca", offsets),
            ("maxp", With(font.Table("maxp"), 4, count)),
        };
        tables.AddRange(new[] { "cvt ", "fpgm", "prep" }.Where(font.Has).Select(name => (name, font.Table(name))));
        return Assemble([.. tables.OrderBy(table => table.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Parts of compounds that nobody drew by themselves come after those that were asked for.</summary>
    private static (byte[] Outlines, byte[] Offsets, List<int> Glyphs) Gather(TrueTypeFile font, IReadOnlyList<int> glyphs)
    {
        List<int> order = [.. glyphs];
        var numbers = order.Select((glyph, number) => (glyph, number)).ToDictionary(pair => pair.glyph, pair => pair.number);
        var (outlines, offsets) = (new ArrayBufferWriter<byte>(), new List<int> { 0 });
        for (var i = 0; i < order.Count; i++)
        {
            var outline = font.Outline(order[i]);
            if (outline.Length > 10 && BinaryPrimitives.ReadInt16BigEndian(outline) < 0)
                Renumber(outline, order, numbers);
            outlines.Write(outline);
            outlines.Write(new byte[-outline.Length & 3]);
            offsets.Add(outlines.WrittenCount);
        }
        var table = new byte[offsets.Count * 4];
        for (var i = 0; i < offsets.Count; i++)
            BinaryPrimitives.WriteInt32BigEndian(table.AsSpan(i * 4), offsets[i]);
        return (outlines.WrittenSpan.ToArray(), table, order);
    }

    private static void Renumber(byte[] outline, List<int> order, Dictionary<int, int> numbers)
    {
        int flags;
        var at = 10;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
            var part = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at + 2));
            if (!numbers.TryGetValue(part, out var number))
            {
                numbers[part] = number = order.Count;
                order.Add(part);
            }
            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at + 2), (ushort)number);
            at += 4 + ((flags & WideArguments) != 0 ? 4 : 2) + ((flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & FourScales) != 0 ? 8 : 0);
        }
        while ((flags & MoreFollow) != 0);
    }

    private static byte[] Head(TrueTypeFile font)
    {
        var head = font.Table("head");
        head.AsSpan(8, 4).Clear();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return head;
    }

    private static byte[] With(byte[] table, int at, int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(at), (ushort)value);
        return table;
    }

    private static byte[] Metrics(TrueTypeFile font, List<int> glyphs)
    {
        var table = new byte[glyphs.Count * 4];
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(i * 4), (ushort)font.UnscaledAdvance(glyphs[i]));
            var outline = font.Outline(glyphs[i]);
            // The box's left edge: without it a reader that trusts this table would shift the glyph.
            if (outline.Length >= 10)
                outline.AsSpan(2, 2).CopyTo(table.AsSpan((i * 4) + 2));
        }
        return table;
    }

    private static byte[] Assemble((string Name, byte[] Content)[] tables)
    {
        var power = 1 << (31 - int.LeadingZeroCount(tables.Length));
        var font = new byte[12 + (tables.Length * 16) + tables.Sum(table => (table.Content.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(font, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), (ushort)tables.Length);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), (ushort)(power * 16));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), (ushort)int.Log2(power));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(10), (ushort)((tables.Length - power) * 16));
        var (entry, at, head) = (12, 12 + (tables.Length * 16), 0);
        foreach (var (name, content) in tables)
        {
            content.CopyTo(font, at);
            Encoding.ASCII.GetBytes(name, font.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 4), Sum(font.AsSpan(at, (content.Length + 3) & ~3)));
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 8), at);
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 12), content.Length);
            head = name == "head" ? at : head;
            entry += 16;
            at += (content.Length + 3) & ~3;
        }
        BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(head + 8), WholeSum - Sum(font));
        return font;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4)
            sum += BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]);
        return sum;
    }
}
