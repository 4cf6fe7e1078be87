using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>
/// The cells of one worksheet. Text is always an inline string: nothing that a user typed can become a formula.
/// Every cell carries its address, which the standard lets one omit and some readers insist on.
/// </summary>
internal sealed class XlsxSink : CellSink
{
    public const int MaxTextLength = 32_767;

    // Excel keeps 15 digits of a number; a longer one stays exact as text.
    private const long LargestExactNumber = 999_999_999_999_999;

    // Excel believes in a 29 February 1900, so only from the day after do its day numbers agree with everybody else's.
    private static readonly DateOnly FirstSafeDay = new(1900, 3, 1);
    private static readonly DateOnly DayZero = new(1899, 12, 30);
    private static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '&', '<', '>', '_']);

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly byte[][] _openings;
    private readonly string[] _titles;
    private readonly byte[] _rowDigits = new byte[8];
    private int _rowDigitCount;
    private int _column;

    public XlsxSink(IEnumerable<string> titles)
    {
        _titles = [.. titles];
        _openings = [.. _titles.Select((_, i) => Encoding.ASCII.GetBytes($"<c r=\"{ColumnLetters(i)}"))];
    }

    /// <summary>Counted within the sheet, the header included.</summary>
    public int Row { get; private set; }

    /// <summary>Counted over all sheets, headers excluded: the number by which a user finds a row.</summary>
    public long DataRow { get; set; }

    public static string ColumnLetters(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : ColumnLetters(index / 26 - 1) + (char)('A' + index % 26);

    public void BeginSheet() => Row = 0;

    public void Raw(ReadOnlySpan<byte> xml) => Buffer.Write(xml);

    public override void BeginRow()
    {
        Row++;
        _column = 0;
        Utf8Formatter.TryFormat(Row, _rowDigits, out _rowDigitCount);
        Raw("<row r=\""u8);
        Raw(_rowDigits.AsSpan(0, _rowDigitCount));
        Raw("\">"u8);
    }

    public override void EndRow() => Raw("</row>"u8);

    public override void Empty() => _column++;

    public override void Title(string text) => WriteText(text, XlsxStyles.Header);

    public override void Text(string? text) => WriteText(text, XlsxStyles.Text);

    public override void Number(long unscaled, int scale)
    {
        if (unscaled is < -LargestExactNumber or > LargestExactNumber)
        {
            Open(XlsxStyles.Text);
            Raw(" t=\"inlineStr\"><is><t>"u8);
            WriteNumber(unscaled, scale);
            Raw("</t></is></c>"u8);
            return;
        }

        Open(XlsxStyles.Number(scale));
        Raw("><v>"u8);
        WriteNumber(unscaled, scale);
        Raw("</v></c>"u8);
    }

    public override void Date(DateOnly day)
    {
        if (day < FirstSafeDay)
        {
            Open(XlsxStyles.Text);
            Raw(" t=\"inlineStr\"><is><t>"u8);
            WriteDate(day);
            Raw("</t></is></c>"u8);
            return;
        }

        Open(XlsxStyles.Date);
        Raw("><v>"u8);
        WriteNumber(day.DayNumber - DayZero.DayNumber, 0);
        Raw("</v></c>"u8);
    }

    public override void Time(DateTime chinaTime)
    {
        var day = DateOnly.FromDateTime(chinaTime);
        if (day < FirstSafeDay)
        {
            Open(XlsxStyles.Text);
            Raw(" t=\"inlineStr\"><is><t>"u8);
            WriteTime(chinaTime);
            Raw("</t></is></c>"u8);
            return;
        }

        Open(XlsxStyles.Time);
        Raw("><v>"u8);
        WriteNumber(day.DayNumber - DayZero.DayNumber, 0);
        Raw("."u8);
        // Eleven decimals of a day are a microsecond: no reader rounds the second away. 86,399/86,400 stays below 1 when rounded.
        var second = chinaTime.TimeOfDay.Ticks / TimeSpan.TicksPerSecond;
        var fraction = (second * 100_000_000_000 + 43_200) / 86_400;
        Utf8Formatter.TryFormat(fraction, Buffer.GetSpan(16), out var written, new StandardFormat('D', 11));
        Buffer.Advance(written);
        Raw("</v></c>"u8);
    }

    private void WriteText(string? text, ReadOnlySpan<byte> style)
    {
        if (string.IsNullOrEmpty(text))
        {
            Empty();
            return;
        }

        if (text.Length > MaxTextLength)
            throw TooLong(text.Length);

        Open(style);
        var special = text.AsSpan().IndexOfAny(Special);
        Raw(special < 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
            ? " t=\"inlineStr\"><is><t>"u8
            : " t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8);
        WriteXml(text, special);
        Raw("</t></is></c>"u8);
    }

    private void Open(ReadOnlySpan<byte> style)
    {
        Raw(_openings[_column++]);
        Raw(_rowDigits.AsSpan(0, _rowDigitCount));
        Raw(style);
    }

    private void WriteXml(ReadOnlySpan<char> text, int special)
    {
        while (special >= 0)
        {
            WriteLegal(text[..special]);
            WriteSpecial(text[special..]);
            text = text[(special + 1)..];
            special = text.IndexOfAny(Special);
        }

        WriteLegal(text);
    }

    private void WriteSpecial(ReadOnlySpan<char> text)
    {
        switch (text[0])
        {
            case '&':
                Raw("&amp;"u8);
                break;
            case '<':
                Raw("&lt;"u8);
                break;
            case '>':
                Raw("&gt;"u8);
                break;
            case '\t' or '\n':
                Raw([(byte)text[0]]);
                break;
            // A text that happens to look like an escape would be read as one.
            case '_' when !LooksLikeEscape(text):
                Raw("_"u8);
                break;
            default:
                WriteEscape(text[0]);
                break;
        }
    }

    // What XML can't hold, spreadsheets write as _xHHHH_: control characters, lone halves of surrogate pairs, U+FFFE and U+FFFF.
    private void WriteLegal(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var illegal = text.IndexOfAnyInRange('\uFFFE', '\uFFFF');
            var part = illegal < 0 ? text : text[..illegal];
            var status = Utf8.FromUtf16(part, Buffer.GetSpan(part.Length * 3), out var read, out var written, replaceInvalidSequences: false);
            Buffer.Advance(written);
            if (status == OperationStatus.Done && illegal < 0)
                return;
            WriteEscape(text[read]);
            text = text[(read + 1)..];
        }
    }

    private void WriteEscape(char c)
    {
        Raw("_x"u8);
        Utf8Formatter.TryFormat((ushort)c, Buffer.GetSpan(4), out var written, new StandardFormat('X', 4));
        Buffer.Advance(written);
        Raw("_"u8);
    }

    // The closing underline isn't looked for: it may come from the escape of the next character.
    private static bool LooksLikeEscape(ReadOnlySpan<char> text) =>
        text.Length >= 6 && text[1] is ('x' or 'X') && text[2..6].IndexOfAnyExcept(Hexadecimal) < 0;

    private SpreadsheetLimitException TooLong(int length) => new(SpreadsheetRefusals.TextTooLong(DataRow, _titles[_column], length, MaxTextLength));
}
