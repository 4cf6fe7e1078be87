using System.Text;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>
/// Streams rows into a spreadsheet with a buffer's worth of memory, whatever their number. The target need not seek, is written
/// asynchronously only and stays open. The same rows give the same bytes. After a failure or a cancellation the target holds a torn file.
/// Progress is told as rows written, every few thousand rows and at the end.
/// </summary>
public static class SpreadsheetWriter
{
    public const string XlsxContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string CsvContentType = "text/csv; charset=utf-8";

    private const int MaxRowsPerSheet = 1_048_576;
    private const int MaxColumns = 16_384;
    private const int RowsBetweenReports = 4_096;

    /// <summary>More rows than a sheet holds go on to further sheets (明细, 明细 2, …), each with the header.</summary>
    /// <returns>The number of rows written.</returns>
    /// <exception cref="SpreadsheetLimitException">A text is longer than a cell may be.</exception>
    public static Task<long> WriteXlsxAsync<T>(
        Stream target,
        string sheetName,
        IReadOnlyList<SpreadsheetColumn<T>> columns,
        IAsyncEnumerable<T> rows,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default) =>
        WriteXlsxAsync(target, sheetName, columns, rows, MaxRowsPerSheet, progress, cancellation);

    internal static async Task<long> WriteXlsxAsync<T>(
        Stream target,
        string sheetName,
        IReadOnlyList<SpreadsheetColumn<T>> columns,
        IAsyncEnumerable<T> rows,
        int rowsPerSheet,
        IProgress<long>? progress,
        CancellationToken cancellation)
    {
        RequireColumns(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerSheet, 2);
        cancellation.ThrowIfCancellationRequested();

        await using var workbook = await XlsxWorkbook.CreateAsync(target, sheetName, cancellation);
        var sink = new XlsxSink(columns.Select(c => c.Title));
        await BeginSheetAsync(workbook, sink, columns, cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (sink.Row == rowsPerSheet)
            {
                await EndSheetAsync(workbook, sink, columns.Count, cancellation);
                await BeginSheetAsync(workbook, sink, columns, cancellation);
            }

            sink.DataRow++;
            WriteRow(sink, columns, row);
            await sink.FlushWhenFullAsync(workbook.Sheet, cancellation);
            if (sink.DataRow % RowsBetweenReports == 0)
                progress?.Report(sink.DataRow);
        }

        await EndSheetAsync(workbook, sink, columns.Count, cancellation);
        await workbook.FinishAsync(cancellation);
        progress?.Report(sink.DataRow);
        return sink.DataRow;
    }

    /// <summary>A small workbook whose second sheet explains the first.</summary>
    internal static async Task WriteTwoSheetsAsync<TFirst, TSecond>(
        Stream target,
        string firstName,
        IReadOnlyList<SpreadsheetColumn<TFirst>> firstColumns,
        IReadOnlyList<TFirst> firstRows,
        string secondName,
        IReadOnlyList<SpreadsheetColumn<TSecond>> secondColumns,
        IReadOnlyList<TSecond> secondRows,
        CancellationToken cancellation)
    {
        await using var workbook = await XlsxWorkbook.CreateAsync(target, firstName, cancellation);
        await WriteSheetAsync(workbook, null, firstColumns, firstRows, cancellation);
        await WriteSheetAsync(workbook, secondName, secondColumns, secondRows, cancellation);
        await workbook.FinishAsync(cancellation);
    }

    /// <summary>UTF-8 with a byte order mark. Texts that could run as formulas are prefixed: see <see cref="SpreadsheetText"/>.</summary>
    /// <returns>The number of rows written.</returns>
    public static async Task<long> WriteCsvAsync<T>(
        Stream target,
        IReadOnlyList<SpreadsheetColumn<T>> columns,
        IAsyncEnumerable<T> rows,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default)
    {
        RequireColumns(columns);
        cancellation.ThrowIfCancellationRequested();

        var sink = new CsvSink();
        WriteHeader(sink, columns);
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            WriteRow(sink, columns, row);
            await sink.FlushWhenFullAsync(target, cancellation);
            if (++count % RowsBetweenReports == 0)
                progress?.Report(count);
        }

        await sink.FlushAsync(target, cancellation);
        await target.FlushAsync(cancellation);
        progress?.Report(count);
        return count;
    }

    private static async Task WriteSheetAsync<T>(
        XlsxWorkbook workbook, string? name, IReadOnlyList<SpreadsheetColumn<T>> columns, IReadOnlyList<T> rows, CancellationToken cancellation)
    {
        var sink = new XlsxSink(columns.Select(c => c.Title));
        await BeginSheetAsync(workbook, sink, columns, cancellation, name);
        foreach (var row in rows)
        {
            sink.DataRow++;
            WriteRow(sink, columns, row);
        }
        await EndSheetAsync(workbook, sink, columns.Count, cancellation);
    }

    private static async Task BeginSheetAsync<T>(
        XlsxWorkbook workbook, XlsxSink sink, IReadOnlyList<SpreadsheetColumn<T>> columns, CancellationToken cancellation, string? name = null)
    {
        await workbook.BeginSheetAsync(cancellation, name);
        sink.BeginSheet();
        sink.Raw(Encoding.UTF8.GetBytes(XlsxWorkbook.SheetOpening(columns, workbook.IsFirstSheet)));
        WriteHeader(sink, columns);
    }

    private static async Task EndSheetAsync(XlsxWorkbook workbook, XlsxSink sink, int columns, CancellationToken cancellation)
    {
        sink.Raw(Encoding.UTF8.GetBytes(XlsxWorkbook.SheetClosing(columns, sink.Row)));
        await sink.FlushAsync(workbook.Sheet, cancellation);
        await workbook.EndSheetAsync();
    }

    private static void WriteHeader<T>(CellSink sink, IReadOnlyList<SpreadsheetColumn<T>> columns)
    {
        sink.BeginRow();
        foreach (var column in columns)
            sink.Title(column.Title);
        sink.EndRow();
    }

    private static void WriteRow<T>(CellSink sink, IReadOnlyList<SpreadsheetColumn<T>> columns, T row)
    {
        sink.BeginRow();
        for (var i = 0; i < columns.Count; i++)
            columns[i].Write(sink, row);
        sink.EndRow();
    }

    private static void RequireColumns<T>(IReadOnlyList<SpreadsheetColumn<T>> columns)
    {
        if (columns.Count is 0 or > MaxColumns)
            throw new ArgumentException($"A spreadsheet has 1 to {MaxColumns} columns, not {columns.Count}.", nameof(columns));
    }
}
