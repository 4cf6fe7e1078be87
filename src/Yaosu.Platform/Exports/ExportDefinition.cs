using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Platform.Exports;

/// <summary>A list that people may take out as a file. Derive from <see cref="ExportDefinition{TFilter, TRow}"/> and register with <c>AddExport</c>.</summary>
public abstract class ExportDefinition
{
    private protected ExportDefinition()
    {
    }

    /// <summary>Stable, <c>module.thing</c>; stands in stored jobs.</summary>
    public abstract string Code { get; }

    /// <summary>What people call it; also the beginning of the file's name.</summary>
    public abstract string Title { get; }

    /// <summary>Asked for when somebody asks for the export, and again when it runs.</summary>
    public abstract Permission Permission { get; }

    /// <summary>Every column there is, in order.</summary>
    public abstract IReadOnlyList<ExportColumnName> ColumnNames { get; }

    internal abstract Type FilterType { get; }

    /// <summary>What one export of it is called.</summary>
    internal virtual string TitleOf(string filterJson) => Title;

    internal abstract Task<string> PinAsync(AppDb db, string filterJson, CancellationToken ct);

    /// <summary>The conditions in words, for the audit log.</summary>
    internal abstract string Said(string filterJson);

    /// <returns>How many rows were written.</returns>
    internal abstract Task<long> WriteAsync(AppDb db, ExportArguments wanted, Stream target, Action<long, long> progress, CancellationToken ct);
}

/// <typeparam name="TFilter">What the list page asks for; kept as JSON in the job.</typeparam>
/// <typeparam name="TRow">What a row is read as.</typeparam>
public abstract class ExportDefinition<TFilter, TRow> : ExportDefinition
    where TFilter : class
{
    public override IReadOnlyList<ExportColumnName> ColumnNames => [.. Columns.Select(column => new ExportColumnName(column.Key, column.Cell.Title))];

    protected abstract IReadOnlyList<ExportColumn<TRow>> Columns { get; }

    internal sealed override Type FilterType => typeof(TFilter);

    /// <summary>Asked once, when somebody asks for the export: holds it to the rows that are there now. So an export that starts again after a crash gives
    /// the same file, and one that runs for long never chases its own tail.</summary>
    protected virtual Task<TFilter> PinAsync(AppDb db, TFilter filter, CancellationToken ct) => Task.FromResult(filter);

    /// <summary>The pinned filter as people would say it, one condition each; the audit log keeps it, so that who took out what can be read years later.</summary>
    protected abstract IEnumerable<string> Conditions(TFilter filter);

    /// <summary>How many rows there will be; for the progress bar.</summary>
    protected abstract Task<long> CountAsync(AppDb db, TFilter filter, CancellationToken ct);

    /// <summary>All rows in a fixed order, by <see cref="Paging.Keyset"/>. The context acts for whoever asked.</summary>
    protected abstract IAsyncEnumerable<TRow> RowsAsync(AppDb db, TFilter filter);

    internal sealed override async Task<string> PinAsync(AppDb db, string filterJson, CancellationToken ct) =>
        StoredJson.Write(await PinAsync(db, StoredJson.Read<TFilter>(filterJson), ct));

    internal sealed override string Said(string filterJson) => string.Join("，", Conditions(StoredJson.Read<TFilter>(filterJson))) is { Length: > 0 } said ? said : "无";

    internal sealed override async Task<long> WriteAsync(AppDb db, ExportArguments wanted, Stream target, Action<long, long> progress, CancellationToken ct)
    {
        var filter = StoredJson.Read<TFilter>(wanted.FilterJson);
        var columns = wanted.Columns.Select(key => Columns.First(column => column.Key == key).Cell).ToList();
        var total = await CountAsync(db, filter, ct);
        progress(0, total);
        var report = new Report(done => progress(done, Math.Max(done, total)));
        return wanted.Format switch
        {
            ExportFormat.Xlsx => await SpreadsheetWriter.WriteXlsxAsync(target, Title, columns, RowsAsync(db, filter), report, ct),
            ExportFormat.Csv => await SpreadsheetWriter.WriteCsvAsync(target, columns, RowsAsync(db, filter), report, ct),
            ExportFormat.Zip or ExportFormat.Pdf => throw new NotSupportedException($"A list isn't written as {wanted.Format}."),
        };
    }

    /// <summary>At once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Report(Action<long> done) : IProgress<long>
    {
        void IProgress<long>.Report(long value) => done(value);
    }
}

/// <param name="Key">The column's name on the list page, so that the file shows the columns that the page shows.</param>
public sealed record ExportColumn<TRow>(string Key, SpreadsheetColumn<TRow> Cell);

public sealed record ExportColumnName(string Key, string Title);

public enum ExportFormat
{
    [Label("Excel 工作簿")]
    Xlsx,

    [Label("CSV 文件")]
    Csv,

    /// <summary>Of a <see cref="FileExport{TWanted}"/> alone, as PDF.</summary>
    [Label("ZIP 压缩包")]
    Zip,

    [Label("PDF 文件")]
    Pdf,
}
