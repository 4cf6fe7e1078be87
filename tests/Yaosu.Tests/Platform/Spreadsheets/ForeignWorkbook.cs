using System.IO.Compression;
using System.Text;

namespace Yaosu.Tests.Platform.Spreadsheets;

/// <summary>A workbook as other programs write it, or as nobody should.</summary>
internal sealed class ForeignWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, byte[]> _parts = [];

    public ForeignWorkbook(string rows)
    {
        With("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
        With("_rels/.rels", $"<Relationships><Relationship Id=\"a\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        With("xl/_rels/workbook.xml.rels", $"""
            <Relationships><Relationship Id="r1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Relations}/worksheet" Target="/xl/worksheets/sheet2.xml"/>
            <Relationship Id="r3" Type="{Relations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r4" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        Workbook("<sheets><sheet name=\"表\" r:id=\"r1\"/></sheets>");
        Sheet(rows);
    }

    public ForeignWorkbook Workbook(string inner) => With("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\">{inner}</workbook>");

    public ForeignWorkbook Sheet(string rows, int number = 1) =>
        With($"xl/worksheets/sheet{number}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>");

    public ForeignWorkbook Shared(params string[] items) => With("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(items.Select(item => $"<si>{item}</si>"))}</sst>");

    public ForeignWorkbook Styles(string formats, params int[] cells) => With("xl/styles.xml",
        $"<styleSheet xmlns=\"{Main}\"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>{string.Concat(cells.Select(id => $"<xf numFmtId=\"{id}\"/>"))}</cellXfs></styleSheet>");

    public ForeignWorkbook With(string path, string xml) => With(path, Encoding.UTF8.GetBytes(xml));

    public ForeignWorkbook With(string path, byte[] bytes)
    {
        _parts[path] = bytes;
        return this;
    }

    public byte[] ToBytes()
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, bytes) in _parts)
            {
                using var part = zip.CreateEntry(path, CompressionLevel.Optimal).Open();
                part.Write(bytes);
            }
        }

        return target.ToArray();
    }
}
