using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Yaosu.Tests.Platform.Spreadsheets;

/// <summary>Reads a workbook strictly and by the standard alone: what is not declared, linked, ordered and well-formed fails the test.</summary>
internal sealed partial class XlsxFile
{
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Links = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace Ids = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly string[] SheetOrder = ["sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter"];
    private static readonly string[] StylesOrder = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"];

    private readonly Dictionary<string, XElement> _parts;
    private readonly string[] _formats;

    public XlsxFile(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        Entries = [.. zip.Entries.Select(e => e.FullName)];
        Entries.Should().OnlyHaveUniqueItems();
        Dates = [.. zip.Entries.Select(e => e.LastWriteTime.DateTime)];
        _parts = zip.Entries.ToDictionary(e => e.FullName, Parse);
        EveryPartHasItsContentType();
        var workbook = Part("xl/workbook.xml", "workbook");
        Part("_rels/.rels", "Relationships").Elements(Links + "Relationship").Select(l => (string?)l.Attribute("Target")).Should().Equal("xl/workbook.xml");
        var links = Part("xl/_rels/workbook.xml.rels", "Relationships").Elements(Links + "Relationship")
            .ToDictionary(l => (string)l.Attribute("Id")!, l => "xl/" + (string)l.Attribute("Target")!);
        links.Values.Should().OnlyContain(target => _parts.ContainsKey(target));
        _formats = ReadStyles(Part("xl/styles.xml", "styleSheet"));
        Sheets = [.. workbook.Element(Main + "sheets")!.Elements(Main + "sheet").Select(s => new XlsxSheet(this, (string)s.Attribute("name")!, _parts[links[(string)s.Attribute(Ids + "id")!]]))];
        Sheets.Select(s => s.Name.ToUpperInvariant()).Should().OnlyHaveUniqueItems();
    }

    public IReadOnlyList<string> Entries { get; }

    public IReadOnlyList<DateTime> Dates { get; }

    public IReadOnlyList<XlsxSheet> Sheets { get; }

    public XElement Styles => _parts["xl/styles.xml"];

    public static string Decode(string text) => Escape().Replace(text, m => ((char)int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    private static XElement Parse(ZipArchiveEntry entry)
    {
        using var reader = XmlReader.Create(entry.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }

    private XElement Part(string name, string root)
    {
        _parts.Should().ContainKey(name);
        _parts[name].Name.LocalName.Should().Be(root);
        return _parts[name];
    }

    private void EveryPartHasItsContentType()
    {
        var types = Part("[Content_Types].xml", "Types");
        var overrides = types.Elements(Types + "Override").ToDictionary(o => (string)o.Attribute("PartName")!, o => (string)o.Attribute("ContentType")!);
        var defaults = types.Elements(Types + "Default").ToDictionary(o => (string)o.Attribute("Extension")!, o => (string)o.Attribute("ContentType")!);
        foreach (var part in _parts.Keys.Where(p => p != "[Content_Types].xml"))
        {
            var type = overrides.GetValueOrDefault("/" + part) ?? defaults[Path.GetExtension(part).TrimStart('.')];
            type.Should().Be(part switch
            {
                "xl/workbook.xml" => Spreadsheet + "sheet.main+xml",
                "xl/styles.xml" => Spreadsheet + "styles+xml",
                _ when part.StartsWith("xl/worksheets/") => Spreadsheet + "worksheet+xml",
                _ => "application/vnd.openxmlformats-package.relationships+xml",
            });
        }

        overrides.Keys.Should().OnlyContain(name => _parts.ContainsKey(name.TrimStart('/')));
    }

    private static string[] ReadStyles(XElement styles)
    {
        styles.Elements().Select(e => e.Name.LocalName).Should().Equal(StylesOrder);
        foreach (var list in styles.Elements())
            list.Elements().Should().HaveCount((int)list.Attribute("count")!);
        var formats = styles.Element(Main + "numFmts")!.Elements().ToDictionary(f => (int)f.Attribute("numFmtId")!, f => (string)f.Attribute("formatCode")!);
        return [.. styles.Element(Main + "cellXfs")!.Elements().Select(x => (int)x.Attribute("numFmtId")! switch
        {
            0 => "General",
            1 => "0",
            49 => "@",
            var custom => formats[custom],
        })];
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();

    internal sealed class XlsxSheet
    {
        public XlsxSheet(XlsxFile file, string name, XElement xml)
        {
            Name = name;
            Xml = xml;
            name.Length.Should().BeInRange(1, 31);
            name.Should().NotContainAny("[", "]", ":", "*", "?", "/", "\\");
            xml.Name.Should().Be(Main + "worksheet");
            xml.Elements().Select(e => e.Name.LocalName).Should().Equal(SheetOrder);
            xml.Descendants(Main + "f").Should().BeEmpty();
            var row = 0;
            foreach (var element in xml.Element(Main + "sheetData")!.Elements())
            {
                ((int)element.Attribute("r")!).Should().Be(++row);
                Rows.Add(element.Elements().Select(c => ReadCell(file, c, row)).ToDictionary(c => c.Column));
            }

            ((string)xml.Element(Main + "autoFilter")!.Attribute("ref")!).Should().Be($"A1:{Rows[0].Keys.Last()}{row}");
        }

        public string Name { get; }

        public XElement Xml { get; }

        public List<Dictionary<string, XlsxCell>> Rows { get; } = [];

        public XElement Find(string name) => Xml.Descendants(Main + name).Single();

        private static XlsxCell ReadCell(XlsxFile file, XElement cell, int row)
        {
            var address = (string)cell.Attribute("r")!;
            var column = address.TrimEnd([.. "0123456789"]);
            address.Should().Be(column + row);
            var format = file._formats[(int)cell.Attribute("s")!];
            if ((string?)cell.Attribute("t") == "inlineStr")
                return new(column, Decode(cell.Element(Main + "is")!.Element(Main + "t")!.Value), null, format);
            cell.Attribute("t").Should().BeNull();
            return new(column, null, cell.Element(Main + "v")!.Value, format);
        }
    }
}

/// <param name="Text">Null when the cell is a number.</param>
/// <param name="Number">As it stands in the file; null when the cell is text.</param>
internal sealed record XlsxCell(string Column, string? Text, string? Number, string Format)
{
    public DateTime AsDate => DateTime.FromOADate(double.Parse(Number!, CultureInfo.InvariantCulture));
}
