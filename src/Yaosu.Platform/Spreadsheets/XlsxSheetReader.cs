using System.Globalization;
using System.Xml;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>The lines of a workbook's first visible sheet. Namespaces aren't looked at: strict and transitional workbooks differ in nothing else here.</summary>
internal sealed class XlsxSheetReader : SpreadsheetReader
{
    private readonly XlsxPackage _package;
    private readonly XlsxPart _sheet;
    private readonly XlsxFormats _formats;
    private readonly List<string> _shared;
    private readonly TextBuffer _text;
    private readonly char[] _attribute = new char[32];
    private int _line;
    private bool _inRows;

    public XlsxSheetReader(Stream file, SpreadsheetLimits limits)
        : base(limits)
    {
        _text = new(limits.CellLength);
        _package = new(file, limits);
        try
        {
            var workbook = _package.Links("").Values.Where(link => link.Type == "officeDocument").Select(link => link.Path).FirstOrDefault() ?? "xl/workbook.xml";
            var (sheet, from1904) = FirstSheet(workbook);
            var links = _package.Links(workbook);
            if (!links.TryGetValue(sheet, out var target))
                throw new InvalidDataException("The list of sheets links to nothing.");
            using (var styles = Open(links, "styles", isSmall: true))
                _formats = new(styles, from1904);
            using (var shared = Open(links, "sharedStrings", isSmall: false))
                _shared = XlsxTexts.ReadShared(shared, limits);
            _sheet = _package.TryOpen(target.Path, isSmall: false) ?? throw new InvalidDataException("The sheet is missing.");
        }
        catch
        {
            _package.Dispose();
            throw;
        }
    }

    private protected override int ReadLine()
    {
        var xml = _sheet.Xml;
        while (_sheet.Read())
        {
            if (!_inRows)
                _inRows = xml is { NodeType: XmlNodeType.Element, LocalName: "sheetData", IsEmptyElement: false };
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "sheetData" })
                return 0;
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
                return ReadRow(xml);
        }
        return 0;
    }

    private protected override void Dispose(bool disposing)
    {
        _sheet.Dispose();
        _package.Dispose();
    }

    private int ReadRow(XmlReader xml)
    {
        var line = _line + 1;
        if (xml.GetAttribute("r") is { } given && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out line) || line <= _line))
            throw new InvalidDataException("Rows are out of order.");
        if (line > SpreadsheetLimits.MostRows)
            throw new SpreadsheetUnreadableException(SpreadsheetRefusals.TooManyRows(SpreadsheetLimits.MostRows));
        _line = line;
        if (xml.IsEmptyElement)
            return line;
        var column = -1;
        for (var depth = xml.Depth; _sheet.Read() && xml.Depth > depth;)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "c")
                column = ReadCell(xml, line, column + 1);
            else
                _sheet.SkipElement();
        }
        return line;
    }

    /// <returns>The cell's column.</returns>
    private int ReadCell(XmlReader xml, int line, int column)
    {
        var (style, type) = (-1, 'n');
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (xml.LocalName.Length != 1)
                continue;
            var value = _attribute.AsSpan(0, xml.ReadValueChunk(_attribute, 0, _attribute.Length));
            switch (xml.LocalName[0])
            {
                case 'r':
                    column = ColumnOf(value, line);
                    break;
                case 's':
                    style = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var format) ? format : -1;
                    break;
                case 't':
                    type = value switch { "s" => 's', "str" => 'f', "inlineStr" => 'i', "b" => 'b', "e" => 'e', "d" => 'd', _ => 'n' };
                    break;
            }
        }
        xml.MoveToElement();
        if (xml.IsEmptyElement)
            return column;
        for (var depth = xml.Depth; _sheet.Read() && xml.Depth > depth;)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "v")
                PutValue(line, column, type, style);
            else if (xml.LocalName == "is")
                Put(line, column, XlsxTexts.Read(_sheet, _text) ?? throw TooLong(line, column), SheetCellKind.Text);
            else
                _sheet.SkipElement();
        }
        return column;
    }

    private void PutValue(int line, int column, char type, int style)
    {
        _text.Clear();
        if (!_sheet.AppendText(_text))
            throw TooLong(line, column);
        var (text, kind) = type switch
        {
            's' => (Shared(), SheetCellKind.Text),
            'f' or 'i' => (XlsxTexts.Decode(_text.ToString()), SheetCellKind.Text),
            'b' => (_text.Text.Trim() is "1" or "true" ? "TRUE" : "FALSE", SheetCellKind.Truth),
            'e' => (_text.ToString(), SheetCellKind.Error),
            'd' => (IsoDate(), SheetCellKind.Date),
            _ => _formats.Number(_text, style),
        };
        Put(line, column, text, kind);
    }

    private string Shared() => int.TryParse(_text.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _shared.Count
        ? _shared[index]
        : throw new InvalidDataException("A cell refers to a text that isn't there.");

    private string IsoDate() => DateTime.TryParse(_text.Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
        ? at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : throw new InvalidDataException("A date is none.");

    private int ColumnOf(ReadOnlySpan<char> address, int line)
    {
        var column = 0;
        foreach (var c in address)
        {
            if (c is < 'A' or > 'Z')
                break;
            column = (column * 26) + c - 'A' + 1;
            if (column > Limits.Columns)
                throw new SpreadsheetUnreadableException(SpreadsheetRefusals.TooManyColumns(line, Limits.Columns));
        }
        return column > 0 ? column - 1 : throw new InvalidDataException("A cell has no column.");
    }

    private (string Link, bool From1904) FirstSheet(string path)
    {
        using var workbook = _package.TryOpen(path, isSmall: true) ?? throw new InvalidDataException("The list of sheets is missing.");
        var (link, from1904) = ((string?)null, false);
        while (workbook.Read())
        {
            var xml = workbook.Xml;
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "workbookPr")
                from1904 = xml.GetAttribute("date1904") is "1" or "true";
            else if (xml.LocalName == "sheet" && link is null && xml.GetAttribute("state") is null or "visible")
                link = Attribute(xml, "id");
        }
        return (link ?? throw new SpreadsheetUnreadableException(SpreadsheetRefusals.NoSheet), from1904);
    }

    private static string? Attribute(XmlReader xml, string localName)
    {
        string? value = null;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (xml.LocalName == localName && xml.Prefix.Length > 0)
                value = xml.Value;
        }
        xml.MoveToElement();
        return value;
    }

    private XlsxPart? Open(Dictionary<string, (string Type, string Path)> links, string type, bool isSmall) =>
        links.Values.Where(link => link.Type == type).Select(link => link.Path).FirstOrDefault() is { } path ? _package.TryOpen(path, isSmall) : null;

    private SpreadsheetUnreadableException TooLong(int line, int column) => new(SpreadsheetRefusals.CellTooLong(line, column + 1, Limits.CellLength));
}
