using System.Globalization;
using System.IO.Compression;
using System.Text;
using Yaosu.Platform.Pdf.Fonts;

namespace Yaosu.Platform.Pdf;

/// <summary>
/// The characters that one document drew. Each has a number of its own, also when the font draws two alike or one not at all: what is copied out of the
/// document is then what was put in.
/// </summary>
internal sealed class PdfFontInUse(TrueTypeFile font, int number)
{
    private const int MostCharacters = ushort.MaxValue;
    private const int LinesOfMap = 100;

    private readonly Dictionary<Rune, int> _numbers = [];
    private readonly List<Rune> _characters = [default];

    public TrueTypeFile Font => font;

    /// <summary>Of the object that pages point to.</summary>
    public int Number => number;

    /// <summary>The text as a page's content holds it: four hexadecimal digits a character.</summary>
    public void Write(PdfOperators to, string text)
    {
        Span<byte> digits = stackalloc byte[4];
        to.Raw("<"u8);
        foreach (var rune in PdfText.Drawn(text))
        {
            NumberOf(rune).TryFormat(digits, out _, "X4", CultureInfo.InvariantCulture);
            to.Raw(digits);
        }
        to.Raw(">Tj\n"u8);
    }

    /// <summary>When all is drawn: the font with these characters alone, and how to read them.</summary>
    public void WriteTo(PdfObjects objects)
    {
        var glyphs = _characters.Select((rune, i) => i == 0 ? 0 : font.GlyphOf(rune)).ToList();
        var drawn = glyphs.Distinct().ToList();
        var (descendant, descriptor, file, map, unicode) = (objects.NewNumber(), objects.NewNumber(), objects.NewNumber(), objects.NewNumber(), objects.NewNumber());
        var name = $"{Tag()}+{font.Name}";
        objects.Write(number, Invariant($"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"));
        objects.Write(descendant, Invariant($"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R/CIDToGIDMap {map} 0 R/DW 1000/W[0[{string.Join(' ', glyphs.Select(font.AdvanceOf))}]]>>"));
        objects.Write(descriptor, Invariant($"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{string.Join(' ', font.Box)}]/ItalicAngle 0/Ascent {font.Ascent}/Descent {font.Descent}/CapHeight {font.CapHeight}/StemV 80/FontFile2 {file} 0 R>>"));
        var subset = FontSubset.Make(font, drawn);
        objects.WriteStream(file, Invariant($"/Length1 {subset.Length}"), subset, CompressionLevel.Optimal);
        objects.WriteStream(map, "", Map(glyphs, drawn), CompressionLevel.Optimal);
        objects.WriteStream(unicode, "", Encoding.ASCII.GetBytes(ToUnicode()), CompressionLevel.Optimal);
    }

    private int NumberOf(Rune rune)
    {
        if (_numbers.TryGetValue(rune, out var known))
            return known;
        // More different characters than a font can have: the rest are drawn as not there.
        if (_characters.Count > MostCharacters)
            return 0;
        _characters.Add(rune);
        return _numbers[rune] = _characters.Count - 1;
    }

    /// <summary>Six letters that tell one subset from another where files are put together.</summary>
    private string Tag()
    {
        var hash = 2166136261u;
        foreach (var rune in _characters)
            hash = (hash ^ (uint)rune.Value) * 16777619;
        return string.Create(6, hash, (tag, value) =>
        {
            foreach (ref var letter in tag)
            {
                letter = (char)('A' + (value % 26));
                value /= 26;
            }
        });
    }

    private static byte[] Map(List<int> glyphs, List<int> drawn)
    {
        var places = drawn.Select((glyph, place) => (glyph, place)).ToDictionary(pair => pair.glyph, pair => pair.place);
        return [.. glyphs.SelectMany(glyph => new[] { (byte)(places[glyph] >> 8), (byte)places[glyph] })];
    }

    private string ToUnicode()
    {
        var map = new StringBuilder("""
            /CIDInit/ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
            /CMapName/Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000><FFFF>
            endcodespacerange

            """.ReplaceLineEndings("\n"));
        foreach (var part in Enumerable.Range(1, _characters.Count - 1).Chunk(LinesOfMap))
        {
            map.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");
            foreach (var i in part)
                map.Append(CultureInfo.InvariantCulture, $"<{i:X4}><{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(_characters[i].ToString()))}>\n");
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n").ToString();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
