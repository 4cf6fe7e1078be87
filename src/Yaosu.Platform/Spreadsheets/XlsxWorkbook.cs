using System.IO.Compression;
using System.Security;
using System.Text;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>
/// The zip around the worksheets. The parts that list the sheets come last, because how many there are is known only then.
/// Nothing in it depends on the clock or on the target, so the same rows give the same bytes.
/// </summary>
internal sealed class XlsxWorkbook : IAsyncDisposable
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const int LongestSheetName = 31;

    private static readonly DateTimeOffset ZipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ForwardOnlyStream _output;
    private readonly ZipArchive _archive;
    private readonly string _sheetName;
    private readonly List<string> _sheets = [];

    private XlsxWorkbook(ForwardOnlyStream output, ZipArchive archive, string sheetName)
    {
        _output = output;
        _archive = archive;
        _sheetName = sheetName;
    }

    /// <summary>The open worksheet; <see cref="Stream.Null"/> between two.</summary>
    public Stream Sheet { get; private set; } = Stream.Null;

    public bool IsFirstSheet => _sheets.Count == 1;

    public static async Task<XlsxWorkbook> CreateAsync(Stream target, string sheetName, CancellationToken cancellation)
    {
        var output = new ForwardOnlyStream(target);
        var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        return new XlsxWorkbook(output, archive, sheetName);
    }

    /// <param name="name">Null for the workbook's own, numbered.</param>
    public async Task BeginSheetAsync(CancellationToken cancellation, string? name = null)
    {
        _sheets.Add(name is null ? NameOfSheet(_sheetName, _sheets.Count + 1) : NameOfSheet(name, 1));
        Sheet = await OpenAsync($"xl/worksheets/sheet{_sheets.Count}.xml", cancellation);
    }

    public async Task EndSheetAsync()
    {
        await Sheet.DisposeAsync();
        Sheet = Stream.Null;
    }

    public static string SheetOpening<T>(IReadOnlyList<SpreadsheetColumn<T>> columns, bool isFirst)
    {
        var widths = string.Concat(columns.Select((c, i) => $"""<col min="{i + 1}" max="{i + 1}" width="{c.Width}" customWidth="1"/>"""));
        var selected = isFirst ? " tabSelected=\"1\"" : "";
        return $"""
            {Declaration}<worksheet xmlns="{Main}"><sheetViews><sheetView{selected} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>
            """;
    }

    public static string SheetClosing(int columns, int rows) =>
        $"""</sheetData><autoFilter ref="A1:{XlsxSink.ColumnLetters(columns - 1)}{rows}"/></worksheet>""";

    public async Task FinishAsync(CancellationToken cancellation)
    {
        var sheets = string.Concat(_sheets.Select((name, i) => $"""<sheet name="{SecurityElement.Escape(name)}" sheetId="{i + 1}" r:id="rId{i + 1}"/>"""));
        var links = string.Concat(_sheets.Select((_, i) => $"""<Relationship Id="rId{i + 1}" Type="{Relations}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>"""));
        var types = string.Concat(_sheets.Select((_, i) =>
            $"""<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"""));

        await WriteAsync("xl/styles.xml", XlsxStyles.Xml, cancellation);
        await WriteAsync(
            "xl/workbook.xml",
            $"""{Declaration}<workbook xmlns="{Main}" xmlns:r="{Relations}"><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>""",
            cancellation);
        await WriteAsync(
            "xl/_rels/workbook.xml.rels",
            $"""{Declaration}<Relationships xmlns="{PackageRelations}">{links}<Relationship Id="rIdStyles" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""",
            cancellation);
        await WriteAsync(
            "_rels/.rels",
            $"""{Declaration}<Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
            cancellation);
        await WriteAsync(
            "[Content_Types].xml",
            $"""
            {Declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{types}</Types>
            """,
            cancellation);
        await _archive.DisposeAsync();
        await _output.FlushAsync(cancellation);
    }

    /// <summary>Without <see cref="FinishAsync"/> before it the target is left as it is: torn, and so never mistaken for a whole file.</summary>
    public async ValueTask DisposeAsync()
    {
        _output.Abandon();
        await Sheet.DisposeAsync();
        await _archive.DisposeAsync();
    }

    /// <summary>Excel refuses []:*?/\, an apostrophe at either end, more than 31 characters, and the name History.</summary>
    internal static string NameOfSheet(string wanted, int number)
    {
        var suffix = number == 1 ? "" : $" {number}";
        var name = new StringBuilder();
        foreach (var rune in wanted.EnumerateRunes())
        {
            var isRefused = Rune.IsControl(rune) || rune.Value is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or 0xFFFD or 0xFFFE or 0xFFFF;
            if (name.Length + rune.Utf16SequenceLength + suffix.Length > LongestSheetName)
                break;
            name.Append(isRefused ? "_" : rune.ToString());
        }

        var trimmed = name.ToString().Trim().Trim('\'').Trim();
        if (trimmed.Length == 0 || trimmed.Equals("History", StringComparison.OrdinalIgnoreCase))
            trimmed = "明细";
        return trimmed + suffix;
    }

    private async Task WriteAsync(string part, string xml, CancellationToken cancellation)
    {
        await using var stream = await OpenAsync(part, cancellation);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(xml), cancellation);
    }

    private Task<Stream> OpenAsync(string part, CancellationToken cancellation)
    {
        // Fastest: four times the compression costs more than twice the time, and files are fetched once.
        var entry = _archive.CreateEntry(part, CompressionLevel.Fastest);
        entry.LastWriteTime = ZipTime;
        entry.ExternalAttributes = 0;
        return entry.OpenAsync(cancellation);
    }
}
