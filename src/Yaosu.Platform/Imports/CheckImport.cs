using Yaosu.Platform.Data;

namespace Yaosu.Platform.Imports;

/// <summary>What a file would do if it were imported now.</summary>
/// <param name="Faults">By line; the first ones only when there are very many.</param>
/// <param name="Ignored">Headers that the template doesn't have.</param>
public sealed record ImportReport(long FileId, string FileName, int Rows, int Bad, IReadOnlyList<ImportFault> Faults, IReadOnlyList<string> Ignored)
{
    public const int MostFaults = 500;

    public int Good => Rows - Bad;
}

/// <summary>The dry run: reads and checks every line, writes nothing.</summary>
public sealed class CheckImport(AppDbFactory databases, ImportList imports, Files.FileStore files)
{
    public async Task<Outcome<ImportReport>> RunAsync(Actor actor, string code, long fileId, CancellationToken ct = default)
    {
        if (imports.Find(code) is not { } definition)
            return ImportRefusals.NoLongerThere;
        if (definition.Lacks(actor) is { } refusal)
            return refusal;
        var read = await new ImportReading(files).ReadAsync(actor, definition, fileId, ct);
        if (!read.TryGet(out var found))
            return read.Refusal!;
        await using var db = databases.Open(actor);
        var rows = found.Sheet.Rows;
        await ImportReading.CheckAsync(db, definition, rows, ct);
        return new ImportReport(fileId, found.File.Name, rows.Count, rows.Count(row => !row.IsGood),
            [.. rows.SelectMany(row => row.Faults).Take(ImportReport.MostFaults)], found.Sheet.Ignored);
    }
}
