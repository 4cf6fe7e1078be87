using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Yaosu.Platform.Pdf.Fonts;

/// <summary>
/// A font with TrueType outlines, opened once for all documents. What is asked of every character (which glyph, how wide) is in memory, some 300 KB;
/// the outlines, ten megabytes of them for Chinese, stay in the file until a document embeds the few it drew.
/// </summary>
public sealed class TrueTypeFile : IDisposable
{
    private const int LongestTable = 64 << 20;

    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, (long Offset, int Length)> _tables = new(StringComparer.Ordinal);
    private readonly long[] _glyphOffsets;
    private readonly ushort[] _advances;
    private readonly (int First, int Last, int Glyph)[] _characters;

    private TrueTypeFile(SafeFileHandle file)
    {
        _file = file;
        var directory = Read(0, 12);
        if (BinaryPrimitives.ReadUInt32BigEndian(directory) != 0x00010000)
            throw new InvalidDataException("Only TrueType outlines can be embedded, neither collections nor PostScript outlines.");
        var count = BinaryPrimitives.ReadUInt16BigEndian(directory.AsSpan(4));
        var entries = Read(12, count * 16);
        for (var i = 0; i < count; i++)
        {
            var entry = entries.AsSpan(i * 16, 16);
            _tables[Encoding.ASCII.GetString(entry[..4])] = (BinaryPrimitives.ReadUInt32BigEndian(entry[8..]), (int)BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
        }

        var (head, hhea, maxp) = (Table("head"), Table("hhea"), Table("maxp"));
        UnitsPerEm = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(18));
        Box = [.. Enumerable.Range(0, 4).Select(i => Scaled(BinaryPrimitives.ReadInt16BigEndian(head.AsSpan(36 + (i * 2)))))];
        Ascent = Scaled(BinaryPrimitives.ReadInt16BigEndian(hhea.AsSpan(4)));
        Descent = Scaled(BinaryPrimitives.ReadInt16BigEndian(hhea.AsSpan(6)));
        var glyphs = BinaryPrimitives.ReadUInt16BigEndian(maxp.AsSpan(4));
        _glyphOffsets = ReadOffsets(glyphs, isLong: BinaryPrimitives.ReadInt16BigEndian(head.AsSpan(50)) == 1);
        _advances = ReadAdvances(glyphs, BinaryPrimitives.ReadUInt16BigEndian(hhea.AsSpan(34)));
        _characters = ReadCharacters();
        Name = ReadName();
        CapHeight = _tables.ContainsKey("OS/2") && Table("OS/2") is { Length: >= 90 } os2 ? Scaled(BinaryPrimitives.ReadInt16BigEndian(os2.AsSpan(88))) : Ascent;
    }

    /// <summary>As PostScript knows it.</summary>
    public string Name { get; }

    /// <summary>Thousandths of the size above the baseline.</summary>
    public int Ascent { get; }

    /// <summary>Thousandths of the size, negative below the baseline.</summary>
    public int Descent { get; }

    internal int CapHeight { get; }

    internal int[] Box { get; }

    internal int UnitsPerEm { get; }

    internal int GlyphCount => _glyphOffsets.Length - 1;

    /// <exception cref="InvalidDataException">The file is no TrueType font.</exception>
    public static TrueTypeFile Open(string path)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            return new(file);
        }
        catch (Exception broken) when (broken is KeyNotFoundException or ArgumentOutOfRangeException or EndOfStreamException or IndexOutOfRangeException or OverflowException)
        {
            file.Dispose();
            throw new InvalidDataException($"{path} is not a whole TrueType font.", broken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Zero, the glyph for "not there", when the font does not draw the character.</summary>
    public int GlyphOf(Rune character)
    {
        var (low, high) = (0, _characters.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (first, last, glyph) = _characters[middle];
            if (character.Value < first)
                high = middle - 1;
            else if (character.Value > last)
                low = middle + 1;
            else
                return glyph + character.Value - first;
        }
        return 0;
    }

    /// <summary>Thousandths of the size.</summary>
    public int AdvanceOf(int glyph) => Scaled(_advances[Math.Min(glyph, _advances.Length - 1)]);

    public void Dispose() => _file.Dispose();

    internal bool Has(string table) => _tables.ContainsKey(table);

    internal byte[] Table(string name) => Read(_tables[name].Offset, _tables[name].Length);

    /// <summary>The outline as it stands in the file; empty for a space.</summary>
    internal byte[] Outline(int glyph) => Read(_tables["glyf"].Offset + _glyphOffsets[glyph], (int)(_glyphOffsets[glyph + 1] - _glyphOffsets[glyph]));

    internal int UnscaledAdvance(int glyph) => _advances[Math.Min(glyph, _advances.Length - 1)];

    private int Scaled(int units) => (int)Math.Round(units * 1000.0 / UnitsPerEm);

    private byte[] Read(long offset, int length)
    {
        if (length is < 0 or > LongestTable)
            throw new InvalidDataException("A table of the font is longer than any font's.");
        var bytes = new byte[length];
        for (var done = 0; done < length;)
        {
            var read = RandomAccess.Read(_file, bytes.AsSpan(done), offset + done);
            if (read == 0)
                throw new EndOfStreamException();
            done += read;
        }
        return bytes;
    }

    private long[] ReadOffsets(int glyphs, bool isLong)
    {
        var table = Table("loca");
        var offsets = new long[glyphs + 1];
        for (var i = 0; i <= glyphs; i++)
            offsets[i] = isLong ? BinaryPrimitives.ReadUInt32BigEndian(table.AsSpan(i * 4)) : BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(i * 2)) * 2L;
        return offsets;
    }

    private ushort[] ReadAdvances(int glyphs, int given)
    {
        var table = Table("hmtx");
        var advances = new ushort[Math.Min(glyphs, given)];
        for (var i = 0; i < advances.Length; i++)
            advances[i] = BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(i * 4));
        return advances;
    }

    private (int First, int Last, int Glyph)[] ReadCharacters()
    {
        var table = Table("cmap");
        var found = (Format: 0, Offset: 0);
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(2)); i++)
        {
            var entry = table.AsSpan(4 + (i * 8), 8);
            var (platform, encoding) = (BinaryPrimitives.ReadUInt16BigEndian(entry), BinaryPrimitives.ReadUInt16BigEndian(entry[2..]));
            var offset = (int)BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            var format = BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(offset));
            // Format 12 reaches past 65,535, where rare characters of names stand.
            if ((platform == 0 || (platform == 3 && encoding is 1 or 10)) && format is 4 or 12 && format > found.Format)
                found = (format, offset);
        }
        return found.Format switch
        {
            12 => ReadGroups(table.AsSpan(found.Offset)),
            4 => ReadSegments(table.AsSpan(found.Offset)),
            _ => throw new InvalidDataException("The font does not say which characters it draws."),
        };
    }

    private static (int First, int Last, int Glyph)[] ReadGroups(ReadOnlySpan<byte> table)
    {
        var groups = new (int, int, int)[BinaryPrimitives.ReadInt32BigEndian(table[12..])];
        for (var i = 0; i < groups.Length; i++)
        {
            var group = table.Slice(16 + (i * 12), 12);
            groups[i] = (BinaryPrimitives.ReadInt32BigEndian(group), BinaryPrimitives.ReadInt32BigEndian(group[4..]), BinaryPrimitives.ReadInt32BigEndian(group[8..]));
        }
        return groups;
    }

    private static (int First, int Last, int Glyph)[] ReadSegments(ReadOnlySpan<byte> table)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(table[6..]) / 2;
        var (ends, starts) = (14, 16 + (count * 2));
        var (deltas, ranges) = (starts + (count * 2), starts + (count * 4));
        var characters = new List<(int, int, int)>();
        for (var i = 0; i < count; i++)
        {
            var (first, last) = (BinaryPrimitives.ReadUInt16BigEndian(table[(starts + (i * 2))..]), BinaryPrimitives.ReadUInt16BigEndian(table[(ends + (i * 2))..]));
            var (delta, range) = (BinaryPrimitives.ReadUInt16BigEndian(table[(deltas + (i * 2))..]), BinaryPrimitives.ReadUInt16BigEndian(table[(ranges + (i * 2))..]));
            for (int c = first; c <= last && c != 0xFFFF; c++)
            {
                var glyph = range == 0 ? c : BinaryPrimitives.ReadUInt16BigEndian(table[(ranges + (i * 2) + range + ((c - first) * 2))..]);
                if (glyph != 0)
                    characters.Add((c, c, (glyph + delta) & 0xFFFF));
            }
        }
        return [.. characters];
    }

    private string ReadName()
    {
        const int PostScript = 6;
        var table = Table("name");
        var texts = BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(4));
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(2)); i++)
        {
            var entry = table.AsSpan(6 + (i * 12), 12);
            if (BinaryPrimitives.ReadUInt16BigEndian(entry) != 3 || BinaryPrimitives.ReadUInt16BigEndian(entry[6..]) != PostScript)
                continue;
            var text = table.AsSpan(texts + BinaryPrimitives.ReadUInt16BigEndian(entry[10..]), BinaryPrimitives.ReadUInt16BigEndian(entry[8..]));
            var name = string.Concat(Encoding.BigEndianUnicode.GetString(text).Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
            if (name.Length > 0)
                return name;
        }
        return "Font";
    }
}
