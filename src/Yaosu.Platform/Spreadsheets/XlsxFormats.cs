using System.Globalization;
using System.Xml;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>Which cell formats of a workbook mean a date or a time; and numbers as the people who typed them saw them.</summary>
internal sealed class XlsxFormats
{
    private const int MostFormats = 100_000;
    private const int ExactDigits = 15;
    private const string Date = "yyyy-MM-dd";
    private const string Time = "HH:mm:ss";

    // 10000-01-01, where Excel's own days end too.
    private const double EndOfDays = 2_958_466;
    private const double DaysFrom1900To1904 = 1_462;

    // Chinese and Japanese Excel use 27 to 36 and 50 to 58 for dates of their own.
    private static readonly HashSet<int> BuiltInDates = [.. Enumerable.Range(14, 9), .. Enumerable.Range(27, 10), .. Enumerable.Range(45, 3), .. Enumerable.Range(50, 9)];

    private readonly List<bool> _isDate = [];
    private readonly bool _from1904;

    public XlsxFormats(XlsxPart? styles, bool from1904)
    {
        _from1904 = from1904;
        var custom = new Dictionary<int, bool>();
        var inCells = false;
        while (styles?.Read() == true)
        {
            var xml = styles.Xml;
            if (xml.LocalName == "cellXfs")
                inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && Id(xml) is { } id && custom.Count < MostFormats)
                custom[id] = IsDateFormat(xml.GetAttribute("formatCode") ?? "");
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "xf" } && inCells && _isDate.Count < MostFormats)
                _isDate.Add(Id(xml) is { } format && (custom.TryGetValue(format, out var isDate) ? isDate : BuiltInDates.Contains(format)));
        }

        static int? Id(XmlReader xml) => int.TryParse(xml.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    public (string Text, SheetCellKind Kind) Number(TextBuffer value, int style)
    {
        var text = value.Text.Trim();
        if (text.IsEmpty)
            return ("", SheetCellKind.Empty);
        var isDate = style >= 0 && style < _isDate.Count && _isDate[style];
        var digits = text[0] == '-' ? text[1..] : text;
        if (!isDate && !digits.IsEmpty && digits.IndexOfAnyExceptInRange('0', '9') < 0)
            return (value.ToString().Trim(), digits.Length > ExactDigits ? SheetCellKind.LostDigits : SheetCellKind.Number);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw new InvalidDataException("A number is none.");
        if (isDate && DateOf(number) is { } date)
            return (date, SheetCellKind.Date);
        // Beyond this nothing but a mistake is left; shown as it stands.
        if (Math.Abs(number) >= 1e28)
            return (value.ToString(), SheetCellKind.LostDigits);
        // Fifteen digits, as Excel shows them: 0.30000000000000004 is 0.3 to whoever typed it. By way of a decimal, which never writes an exponent.
        var plain = decimal.Parse(number.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        return (plain, plain.IndexOf('.', StringComparison.Ordinal) < 0 && plain.TrimStart('-').Length > ExactDigits ? SheetCellKind.LostDigits : SheetCellKind.Number);
    }

    private string? DateOf(double days)
    {
        if (_from1904)
            days += DaysFrom1900To1904;
        if (days < 0 || days >= EndOfDays)
            return null;
        // To the second: the fraction of a day is never exact.
        var seconds = Math.Round(days * 86_400);
        if (seconds < 86_400)
            return TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
        // Excel has a 29 February 1900.
        var at = new DateTime(1899, 12, seconds < 60 * 86_400.0 ? 31 : 30, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(seconds);
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? Date : $"{Date} {Time}", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a letter of year, month, day, hour or second stands outside quotes, escapes and brackets.</summary>
    private static bool IsDateFormat(string code)
    {
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1);
                    break;
                // Hours that go on past 24: [h]:mm.
                case '[' when i + 1 < code.Length && code[i + 1] is 'h' or 'H' or 'm' or 'M' or 's' or 'S':
                    return true;
                case '[':
                    i = code.IndexOf(']', i + 1);
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S':
                    return true;
            }
            if (i < 0)
                return false;
        }
        return false;
    }
}
