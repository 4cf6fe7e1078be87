using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Platform.Imports;

public static class ImportFiles
{
    public static readonly FilePurpose Upload = new("import", "导入文件")
    {
        Uploads = SpreadsheetReader.Kinds,
        MaxBytes = 20L * 1024 * 1024,
        MayRead = FileReaders.OwnerOnly,
        GoesAfter = TimeSpan.FromDays(7),
    };

    public static readonly FilePurpose Refused = new("import-refused", "未导入的行")
    {
        MaxBytes = 100L * 1024 * 1024,
        MayRead = FileReaders.OwnerOnly,
        GoesAfter = TimeSpan.FromDays(7),
    };
}

/// <summary>Reads an uploaded file as an import understands it.</summary>
internal sealed class ImportReading(FileStore files)
{
    private const int RowsAtOnce = 500;

    /// <returns>Every line with what is wrong with it by itself and within the file.</returns>
    internal async Task<Outcome<(StoredFile File, ImportSheet Sheet)>> ReadAsync(Actor actor, ImportDefinition definition, long fileId, CancellationToken ct)
    {
        if (await files.FindAsync(actor, fileId, ct) is not { } file || file.Purpose != ImportFiles.Upload.Code || files.TryOpen(file) is not { } bytes)
            return ImportRefusals.FileGone;
        await using (bytes)
        {
            try
            {
                // One line more than may be, so that the sentence is the import's own; and the header.
                using var reader = await SpreadsheetReader.OpenAsync(bytes, new() { Rows = definition.MostRows + 3, Columns = 128 }, ct);
                // Off the circuit: the disk is read synchronously.
                return (file, await Task.Run(() => definition.Read(reader, ct), ct));
            }
            catch (SpreadsheetUnreadableException e)
            {
                return e.Refusal;
            }
        }
    }

    /// <summary>Has the definition look at all good rows, some at a time.</summary>
    internal static async Task CheckAsync(AppDb db, ImportDefinition definition, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        foreach (var part in rows.Where(row => row.IsGood).Chunk(RowsAtOnce))
            await definition.CheckRowsAsync(db, part, ct);
    }
}
