using System.Buffers;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>RFC 4180 in UTF-8 with a byte order mark, without which Excel reads Chinese as the machine's code page.</summary>
internal sealed class CsvSink : CellSink
{
    private static readonly SearchValues<char> MustBeQuoted = SearchValues.Create(",\"\r\n");
    private bool _first;

    public CsvSink() => Buffer.Write("\uFEFF"u8);

    public override void BeginRow() => _first = true;

    public override void EndRow() => Buffer.Write("\r\n"u8);

    public override void Empty() => Separate();

    public override void Title(string text) => Text(text);

    public override void Text(string? text)
    {
        Separate();
        if (string.IsNullOrEmpty(text))
            return;

        var isRisky = SpreadsheetText.NeedsPrefix(text);
        if (!isRisky && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && text.AsSpan().IndexOfAny(MustBeQuoted) < 0)
        {
            WriteUtf8(text);
            return;
        }

        Buffer.Write(isRisky ? "\"'"u8 : "\""u8);
        var rest = text.AsSpan();
        for (var quote = rest.IndexOf('"'); quote >= 0; quote = rest.IndexOf('"'))
        {
            WriteUtf8(rest[..quote]);
            Buffer.Write("\"\""u8);
            rest = rest[(quote + 1)..];
        }

        WriteUtf8(rest);
        Buffer.Write("\""u8);
    }

    public override void Number(long unscaled, int scale)
    {
        Separate();
        WriteNumber(unscaled, scale);
    }

    public override void Date(DateOnly day)
    {
        Separate();
        WriteDate(day);
    }

    public override void Time(DateTime chinaTime)
    {
        Separate();
        WriteTime(chinaTime);
    }

    private void Separate()
    {
        if (!_first)
            Buffer.Write(","u8);
        _first = false;
    }
}
