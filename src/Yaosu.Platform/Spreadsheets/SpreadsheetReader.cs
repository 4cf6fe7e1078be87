using System.Text;
using System.Xml;
using Yaosu.Platform.Files;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>
/// Reads the first visible sheet of a workbook, or a CSV file, line by line with little memory. What the file is its bytes say, not its name. The disk is read
/// synchronously, so read where a thread may wait.
/// </summary>
public abstract class SpreadsheetReader : IDisposable
{
    /// <summary>What people may upload to be read here.</summary>
    public static readonly IReadOnlySet<FileKind> Kinds = new HashSet<FileKind> { FileKind.Xlsx, FileKind.Text };

    private readonly SheetCell[] _cells;
    private int _width;
    private int _rows;

    private protected SpreadsheetReader(SpreadsheetLimits limits)
    {
        Limits = limits;
        _cells = new SheetCell[limits.Columns];
        Array.Fill(_cells, SheetCell.Empty);
    }

    /// <summary>As Excel numbers it, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The cells of the line up to its last one that holds something; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<SheetCell> Cells => _cells.AsSpan(0, _width);

    private protected SpreadsheetLimits Limits { get; }

    /// <param name="file">Seekable; stays open.</param>
    /// <exception cref="SpreadsheetUnreadableException">It is nothing to read, or too much.</exception>
    public static async Task<SpreadsheetReader> OpenAsync(Stream file, SpreadsheetLimits? limits = null, CancellationToken ct = default)
    {
        limits ??= new();
        var accepted = await ContentSniffer.AcceptAsync(file, Kinds, ct);
        if (!accepted.TryGet(out var content))
            throw new SpreadsheetUnreadableException(accepted.Refusal!);
        return Guarded<SpreadsheetReader>(() => content.Kind == FileKind.Xlsx ? new XlsxSheetReader(file, limits) : new CsvSheetReader(file, limits));
    }

    /// <summary>Of what is text already by its name or by somebody's look; anything else is read as if it were.</summary>
    /// <param name="file">Seekable; stays open.</param>
    /// <exception cref="SpreadsheetUnreadableException">It is nothing to read, or too much.</exception>
    public static SpreadsheetReader OpenText(Stream file, SpreadsheetLimits? limits = null) => Guarded<SpreadsheetReader>(() => new CsvSheetReader(file, limits ?? new()));

    /// <summary>The cell in a column counted from 0; empty where the line ends before it.</summary>
    public SheetCell Cell(int column) => column < _width ? _cells[column] : SheetCell.Empty;

    /// <summary>Goes to the next line that holds something.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="SpreadsheetUnreadableException">The rest can't be read, or not be borne.</exception>
    public bool Read() => Guarded(ReadFilled);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Puts the next line's cells with <see cref="Put"/>.</summary>
    /// <returns>The line's number; 0 at the end.</returns>
    private protected abstract int ReadLine();

    private protected abstract void Dispose(bool disposing);

    private protected void Put(int line, int column, string text, SheetCellKind kind)
    {
        if (column >= _cells.Length)
            throw new SpreadsheetUnreadableException(SpreadsheetRefusals.TooManyColumns(line, _cells.Length));
        _cells[column] = new(text, kind);
        _width = Math.Max(_width, column + 1);
    }

    private bool ReadFilled()
    {
        while (true)
        {
            Array.Fill(_cells, SheetCell.Empty, 0, _width);
            _width = 0;
            Line = ReadLine();
            if (Line == 0)
                return false;
            while (_width > 0 && string.IsNullOrWhiteSpace(_cells[_width - 1].Text))
                _width--;
            if (_width == 0)
                continue;
            if (++_rows > Limits.Rows)
                throw new SpreadsheetUnreadableException(SpreadsheetRefusals.TooManyRows(Limits.Rows));
            return true;
        }
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException e)
        {
            throw new SpreadsheetUnreadableException(SpreadsheetRefusals.EncodingUnknown, e);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new SpreadsheetUnreadableException(SpreadsheetRefusals.Broken, e);
        }
    }
}
