using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>The records of a CSV file: UTF-8 or UTF-16 with its mark, UTF-8 without, else GB18030 as Chinese Excel writes it; between commas, semicolons or
/// tabs, whichever the first line has most of.</summary>
internal sealed partial class CsvSheetReader : SpreadsheetReader
{
    private const int BufferSize = 64 * 1024;
    private const int Sample = 8 * 1024;
    private const int End = -1;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[Sample];
    private readonly TextBuffer _text;
    private readonly char _separator;
    private int _length;
    private int _at;
    private int _line;

    public CsvSheetReader(Stream file, SpreadsheetLimits limits)
        : base(limits)
    {
        _text = new(limits.CellLength);
        var (encoding, mark) = EncodingOf(file);
        file.Position = mark;
        _reader = new(file, encoding, detectEncodingFromByteOrderMarks: false, BufferSize, leaveOpen: true);
        Fill();
        _separator = SeparatorOf(_buffer.AsSpan(0, _length));
    }

    private protected override int ReadLine()
    {
        if (Peek() == End)
            return 0;
        _line++;
        var column = 0;
        while (true)
        {
            ReadCell(column);
            if (Peek() == _separator)
            {
                _at++;
                column++;
                continue;
            }
            if (Peek() == '\r')
                _at++;
            if (Peek() == '\n')
                _at++;
            return _line;
        }
    }

    private protected override void Dispose(bool disposing) => _reader.Dispose();

    private void ReadCell(int column)
    {
        _text.Clear();
        if (Peek() == '"')
            ReadQuoted(column);
        // What follows a closing quote belongs to the cell, as in Excel.
        for (int c; (c = Peek()) is not (End or '\r' or '\n') && c != _separator; _at++)
            Append((char)c, column);
        if (_text.Text.IsEmpty)
            return;
        var text = SpreadsheetText.Unprefix(_text.ToString());
        Put(_line, column, text, Scientific().IsMatch(text) ? SheetCellKind.LostDigits : SheetCellKind.Text);
    }

    private void ReadQuoted(int column)
    {
        _at++;
        while (true)
        {
            var c = Peek();
            if (c == End)
                throw new SpreadsheetUnreadableException(SpreadsheetRefusals.QuoteOpen(_line));
            _at++;
            if (c == '"')
            {
                if (Peek() != '"')
                    return;
                _at++;
            }
            Append((char)c, column);
        }
    }

    private void Append(char c, int column)
    {
        if (!_text.Append([c]))
            throw new SpreadsheetUnreadableException(SpreadsheetRefusals.CellTooLong(_line, column + 1, Limits.CellLength));
    }

    private int Peek()
    {
        if (_at == _length)
            Fill();
        return _length == 0 ? End : _buffer[_at];
    }

    private void Fill() => (_length, _at) = (_reader.ReadBlock(_buffer, 0, _buffer.Length), 0);

    private static (Encoding Encoding, int Mark) EncodingOf(Stream file)
    {
        var (buffer, characters) = (ArrayPool<byte>.Shared.Rent(BufferSize), ArrayPool<char>.Shared.Rent(BufferSize + 1));
        try
        {
            file.Position = 0;
            var read = file.ReadAtLeast(buffer, 3, throwOnEndOfStream: false);
            if (buffer.AsSpan(0, read).StartsWith(Encoding.UTF8.Preamble))
                return (StrictUtf8, Encoding.UTF8.Preamble.Length);
            foreach (var bigEndian in (bool[])[false, true])
            {
                if (buffer.AsSpan(0, read).StartsWith(new UnicodeEncoding(bigEndian, byteOrderMark: true).Preamble))
                    return (new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true), 2);
            }

            // All of it: a file may begin with a thousand lines of digits and end with one Chinese name.
            // Decoded, not counted: only that remembers a character whose bytes lie in two reads.
            var decoder = StrictUtf8.GetDecoder();
            for (; read > 0; read = file.Read(buffer))
                decoder.GetChars(buffer.AsSpan(0, read), characters, flush: false);
            decoder.GetChars([], characters, flush: true);
            return (StrictUtf8, 0);
        }
        catch (DecoderFallbackException)
        {
            return (Gb18030, 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static char SeparatorOf(ReadOnlySpan<char> beginning)
    {
        var (commas, semicolons, tabs, quoted) = (0, 0, 0, false);
        foreach (var c in beginning)
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is '\r' or '\n')
                break;
            else if (!quoted)
                (commas, semicolons, tabs) = (commas + (c == ',' ? 1 : 0), semicolons + (c == ';' ? 1 : 0), tabs + (c == '\t' ? 1 : 0));
        }
        return tabs > commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    // What Excel makes of a long code when it saves a CSV file.
    [GeneratedRegex(@"^\d(\.\d+)?E\+\d{2,3}\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();
}
