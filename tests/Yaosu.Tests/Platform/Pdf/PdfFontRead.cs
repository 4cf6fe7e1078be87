using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Yaosu.Tests.Platform.Pdf;

/// <summary>An embedded font: what its characters mean, how wide they are and which glyph each has.</summary>
internal sealed partial class PdfFontRead
{
    private readonly Dictionary<int, string> _texts;
    private readonly int[] _widths;
    private readonly byte[] _map;

    public PdfFontRead(PdfFile file, int number)
    {
        var font = file[number].Dictionary;
        font.Should().Contain("/Subtype/Type0").And.Contain("/Encoding/Identity-H");
        var map = Encoding.ASCII.GetString(file[PdfFile.Number(font, "ToUnicode")].Inflated);
        map.Should().Contain("\n<0000><FFFF>\nendcodespacerange\n");
        _texts = Characters().Matches(map[map.IndexOf("endcodespacerange", StringComparison.Ordinal)..])
            .ToDictionary(x => int.Parse(x.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture), x => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(x.Groups[2].Value)));
        var descendant = file[int.Parse(Descendant().Match(font).Groups[1].Value, CultureInfo.InvariantCulture)].Dictionary;
        descendant.Should().Contain("/Subtype/CIDFontType2");
        _widths = [.. Widths().Match(descendant).Groups[1].Value.Split(' ').Select(x => int.Parse(x, CultureInfo.InvariantCulture))];
        _map = file[PdfFile.Number(descendant, "CIDToGIDMap")].Inflated;
        var program = file[PdfFile.Number(file[PdfFile.Number(descendant, "FontDescriptor")].Dictionary, "FontFile2")];
        Program = new(program.Inflated);
        PdfFile.Number(program.Dictionary, "Length1").Should().Be(program.Inflated.Length);
    }

    public TrueTypeRead Program { get; }

    public IReadOnlyDictionary<int, string> Texts => _texts;

    public string Read(string hex) => string.Concat(Numbers(hex).Select(x => _texts[x]));

    public double WidthOf(string hex) => Numbers(hex).Sum(x => _widths[x]);

    public int GlyphOf(int character) => BinaryPrimitives.ReadUInt16BigEndian(_map.AsSpan(character * 2));

    private static IEnumerable<int> Numbers(string hex) => hex.Chunk(4).Select(x => int.Parse(x, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    [GeneratedRegex("<([0-9A-F]{4})><([0-9A-F]+)>\n")]
    private static partial Regex Characters();

    [GeneratedRegex(@"/DescendantFonts\[(\d+) 0 R\]")]
    private static partial Regex Descendant();

    [GeneratedRegex(@"/W\[0\[([0-9 ]+)\]\]")]
    private static partial Regex Widths();
}
