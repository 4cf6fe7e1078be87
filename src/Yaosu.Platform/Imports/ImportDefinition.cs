using Yaosu.Platform.Data;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Platform.Imports;

/// <summary>Something that people may bring in as a spreadsheet. Derive from <see cref="ImportDefinition{TRow}"/> and register with <c>AddImport</c>.</summary>
public abstract class ImportDefinition
{
    private protected ImportDefinition()
    {
    }

    /// <summary>Stable, <c>module.thing</c>; stands in stored jobs and in addresses.</summary>
    public abstract string Code { get; }

    /// <summary>What people call it: 员工导入.</summary>
    public abstract string Title { get; }

    /// <summary>Asked for by every step, and again when the job runs.</summary>
    public abstract Permission Permission { get; }

    public virtual int MostRows => 10_000;

    /// <summary>Null for whoever may import. Override for what the permission alone doesn't say.</summary>
    public virtual Refusal? Lacks(Actor actor) => actor.Lacks(Permission);

    internal abstract IReadOnlyList<string> Headers { get; }

    internal abstract ImportSheet Read(SpreadsheetReader reader, CancellationToken ct);

    internal abstract Task CheckRowsAsync(AppDb db, IReadOnlyList<ImportRow> rows, CancellationToken ct);

    internal abstract Task SaveRowsAsync(AppDb db, IReadOnlyList<ImportRow> rows, CancellationToken ct);

    internal abstract Task WriteTemplateAsync(Stream target, CancellationToken ct);
}

/// <typeparam name="TRow">What a line is read into; made with its empty constructor, filled by the columns.</typeparam>
public abstract class ImportDefinition<TRow> : ImportDefinition
    where TRow : class, new()
{
    // Marks a required column in the template.
    private const string Star = "*";

    protected abstract IReadOnlyList<ImportColumn<TRow>> Columns { get; }

    /// <summary>What no two lines of a file may share, beside what is said of single columns; null when there is nothing.</summary>
    protected virtual ImportKey<TRow>? Key => null;

    internal sealed override IReadOnlyList<string> Headers => [.. Columns.Select(column => column.Name)];

    /// <summary>What only the database knows: refuse rows that can't be saved. Asked in the dry run and again just before <see cref="SaveAsync"/>.</summary>
    protected virtual Task CheckAsync(AppDb db, IReadOnlyList<ImportRow<TRow>> rows, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Adds the rows to the context, with their audit lines; saved and committed by whoever calls.</summary>
    protected abstract Task SaveAsync(AppDb db, IReadOnlyList<ImportRow<TRow>> rows, CancellationToken ct);

    internal sealed override Task CheckRowsAsync(AppDb db, IReadOnlyList<ImportRow> rows, CancellationToken ct) => CheckAsync(db, Own(rows), ct);

    internal sealed override Task SaveRowsAsync(AppDb db, IReadOnlyList<ImportRow> rows, CancellationToken ct) => SaveAsync(db, Own(rows), ct);

    internal sealed override ImportSheet Read(SpreadsheetReader reader, CancellationToken ct)
    {
        if (!reader.Read())
            throw new SpreadsheetUnreadableException(ImportRefusals.NoRows);
        var (places, ignored) = PlacesOf(reader);
        var seen = Columns.Select(_ => new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)).ToArray();
        var example = Columns.Select(column => column.Example).ToArray();
        var rows = new List<ImportRow>();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            var texts = Array.ConvertAll(places, place => place < 0 ? "" : reader.Cell(place).Text.Trim());
            // What people leave standing of the template is no data of theirs.
            if (texts.SequenceEqual(example) || texts.All(text => text.Length == 0))
                continue;
            if (rows.Count == MostRows)
                throw new SpreadsheetUnreadableException(ImportRefusals.TooManyRows(MostRows));
            var row = new ImportRow<TRow>(reader.Line, texts, new TRow());
            for (var i = 0; i < Columns.Count; i++)
            {
                if (Columns[i].Read(row.Value, places[i] < 0 ? SheetCell.Empty : reader.Cell(places[i])) is { } refusal)
                    row.Refuse(Columns[i].Name, refusal);
                else if (Columns[i].Unique && texts[i].Length > 0 && !seen[i].TryAdd(texts[i], row.Line))
                    row.Refuse(Columns[i].Name, ImportRefusals.SameAs(seen[i][texts[i]]));
            }
            if (row.IsGood && Key is { } kept && kept.Of(row.Value) is { } key && !keys.TryAdd(key, row.Line))
                row.Refuse(kept.Column, kept.Same(keys[key]));
            rows.Add(row);
        }
        return rows.Count > 0 ? new(rows, ignored) : throw new SpreadsheetUnreadableException(ImportRefusals.NoRows);
    }

    internal sealed override Task WriteTemplateAsync(Stream target, CancellationToken ct)
    {
        SpreadsheetColumn<ImportColumn<TRow>[]>[] cells = [.. Columns.Select((column, i) =>
            SpreadsheetColumn<ImportColumn<TRow>[]>.Text(column.Required ? column.Name + Star : column.Name, row => row[i].Example))];
        SpreadsheetColumn<ImportColumn<TRow>>[] notes =
        [
            SpreadsheetColumn<ImportColumn<TRow>>.Text("列", column => column.Name),
            SpreadsheetColumn<ImportColumn<TRow>>.YesNo("必填", column => column.Required),
            SpreadsheetColumn<ImportColumn<TRow>>.Text("填写要求", column => column.Unique ? $"{column.Format}；各行不能相同" : column.Format, 60),
            SpreadsheetColumn<ImportColumn<TRow>>.Text("示例", column => column.Example),
            SpreadsheetColumn<ImportColumn<TRow>>.Text("提示", column => column == Columns[0] ? "示例行可以保留，导入时会跳过；列的顺序可以调整，表头文字请不要修改。" : null, 60),
        ];
        return SpreadsheetWriter.WriteTwoSheetsAsync(target, Title, cells, [[.. Columns]], "填写说明", notes, Columns, ct);
    }

    private (int[] Places, List<string> Ignored) PlacesOf(SpreadsheetReader reader)
    {
        var places = new int[Columns.Count];
        Array.Fill(places, -1);
        var ignored = new List<string>();
        for (var i = 0; i < reader.Cells.Length; i++)
        {
            var header = reader.Cells[i].Text.Replace(Star, "", StringComparison.Ordinal).Replace("＊", "", StringComparison.Ordinal).Trim();
            var column = Columns.Select((x, at) => (x.Name, At: at)).Where(x => x.Name.Equals(header, StringComparison.OrdinalIgnoreCase)).Select(x => x.At).DefaultIfEmpty(-1).First();
            if (column < 0 && header.Length > 0)
                ignored.Add(header);
            if (column >= 0 && places[column] >= 0)
                throw new SpreadsheetUnreadableException(ImportRefusals.ColumnTwice(header));
            if (column >= 0)
                places[column] = i;
        }
        var missing = Columns.Where((column, i) => column.Required && places[i] < 0).Select(column => column.Name).ToList();
        return missing.Count == 0 ? (places, ignored) : throw new SpreadsheetUnreadableException(ImportRefusals.ColumnsMissing(missing));
    }

    private static IReadOnlyList<ImportRow<TRow>> Own(IReadOnlyList<ImportRow> rows) => [.. rows.Cast<ImportRow<TRow>>()];
}

/// <param name="Of">Null for a line that can't say.</param>
/// <param name="Column">Where the second line is refused.</param>
/// <param name="Same">The refusal, by the number of the first line.</param>
public sealed record ImportKey<TRow>(Func<TRow, string?> Of, string Column, Func<int, Refusal> Same);

/// <param name="Ignored">Headers that the template doesn't have.</param>
internal sealed record ImportSheet(IReadOnlyList<ImportRow> Rows, IReadOnlyList<string> Ignored);

/// <summary>The imports that this node knows.</summary>
public sealed class ImportList
{
    private readonly Dictionary<string, ImportDefinition> _byCode = new(StringComparer.Ordinal);

    public ImportList(IEnumerable<ImportDefinition> definitions)
    {
        foreach (var definition in definitions)
            if (!_byCode.TryAdd(definition.Code, definition))
                throw new InvalidOperationException($"Two imports are called '{definition.Code}'.");
    }

    /// <summary>Null for an import that an older version of the product had.</summary>
    public ImportDefinition? Find(string code) => _byCode.GetValueOrDefault(code);
}
