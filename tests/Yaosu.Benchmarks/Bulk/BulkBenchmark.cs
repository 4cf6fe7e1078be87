using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Yaosu.Benchmarks.Support;
using Yaosu.Platform.Files;

namespace Yaosu.Benchmarks.Bulk;

/// <summary>
/// The same rows of eleven columns (table of files: a key and two indexes, an enum kept as text, columns that may hold nothing) go into the embedded
/// PostgreSQL three ways, in turns, into an emptied table each time: by the bulk writer of the product, by a COPY whose columns are written out by hand,
/// and a part of them by Entity Framework. Goal: <c>ratio_to_raw</c> ≥ 0.7.
/// </summary>
internal sealed class BulkBenchmark : IBenchmark
{
    private const long Org = 1;
    private const int Turns = 5;

    private static readonly int Rows = Size.Of(200_000);
    private static readonly int RowsByEf = Size.Of(20_000);
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public string Name => "bulk";

    public string What => "rows into the database by the bulk writer, by a bare COPY and by Entity Framework";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        await using var database = await TemporaryDatabase.StartAsync(cancellation);
        var rows = Enumerable.Range(1, Rows).Select(Row).ToList();
        var (bulk, raw, ef) = (new List<double>(), new List<double>(), new List<double>());

        for (var turn = -1; turn < Turns; turn++)
        {
            var (byBulk, byHand, byEf) = (
                await TimeAsync(database, rows.Count, () => BulkAsync(database, rows, cancellation), cancellation),
                await TimeAsync(database, rows.Count, () => RawAsync(database, rows, cancellation), cancellation),
                await TimeAsync(database, RowsByEf, () => EfAsync(database, rows.Take(RowsByEf).Select(Copy), cancellation), cancellation));
            // The first turn is for the compilers and the files of the database.
            if (turn < 0)
                continue;
            bulk.Add(byBulk);
            raw.Add(byHand);
            ef.Add(byEf);
        }

        report.Add("rows", Rows);
        report.Add("bulk_rows_per_second", bulk.Median(), "rows/s");
        report.Add("raw_rows_per_second", raw.Median(), "rows/s");
        report.Add("ef_rows_per_second", ef.Median(), "rows/s");
        // Of each turn, so that what else the machine does weighs on both sides.
        report.Add("ratio_to_raw", bulk.Zip(raw, (ours, limit) => ours / limit).ToList().Median());
        report.Add("ratio_to_ef", bulk.Zip(ef, (ours, theirs) => ours / theirs).ToList().Median());
    }

    private static async Task BulkAsync(TemporaryDatabase database, List<StoredFile> rows, CancellationToken ct)
    {
        await using var db = database.Databases.Open(Actor.System(Org));
        await db.Engine.WriteBulkAsync(db, rows.ToAsyncEnumerable(), ct);
    }

    private static async Task RawAsync(TemporaryDatabase database, List<StoredFile> rows, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var copy = await connection.BeginBinaryImportAsync(
            """COPY platform."Files" ("OrgId", "Id", "State", "Name", "ContentType", "Size", "Sha256", "Purpose", "CreatedAt", "CreatedById", "ExpiresAt") FROM STDIN (FORMAT BINARY)""", ct);
        foreach (var row in rows)
            WriteByHand(copy, row);
        await copy.CompleteAsync(ct);
    }

    private static void WriteByHand(NpgsqlBinaryImporter copy, StoredFile row)
    {
        copy.StartRow();
        copy.Write(row.OrgId, NpgsqlDbType.Bigint);
        copy.Write(row.Id, NpgsqlDbType.Bigint);
        copy.Write("Writing", NpgsqlDbType.Varchar);
        copy.Write(row.Name, NpgsqlDbType.Varchar);
        copy.Write(row.ContentType, NpgsqlDbType.Varchar);
        copy.Write(row.Size, NpgsqlDbType.Bigint);
        copy.WriteNull();
        copy.Write(row.Purpose, NpgsqlDbType.Varchar);
        copy.Write(row.CreatedAt, NpgsqlDbType.TimestampTz);
        copy.Write(row.CreatedById, NpgsqlDbType.Bigint);
        copy.WriteNull();
    }

    private static async Task EfAsync(TemporaryDatabase database, IEnumerable<StoredFile> rows, CancellationToken ct)
    {
        await using var db = database.Databases.Open(Actor.System(Org));
        db.AddRange(rows);
        await db.SaveChangesAsync(ct);
    }

    private static async Task<double> TimeAsync(TemporaryDatabase database, int rows, Func<Task> write, CancellationToken ct)
    {
        await using (var empty = database.Source.CreateCommand("""TRUNCATE platform."Files" CASCADE; CHECKPOINT"""))
            await empty.ExecuteNonQueryAsync(ct);
        var start = TimeProvider.System.GetTimestamp();
        await write();
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;

        await using var count = database.Source.CreateCommand("""SELECT count(*) FROM platform."Files" """);
        var written = (long)(await count.ExecuteScalarAsync(ct))!;
        return written == rows ? rows / seconds : throw new InvalidOperationException($"{written} rows are in the table instead of {rows}.");
    }

    private static StoredFile Row(int number)
    {
        var row = new StoredFile { Name = $"追溯明细-{number:D8}.xlsx", Purpose = "downloads.export", CreatedAt = Start.AddSeconds(number), CreatedById = number % 40 };
        SetOrgId(row, Org);
        SetId(row, number);
        return row;
    }

    // What EF has saved it takes for known; each turn needs rows of its own.
    private static StoredFile Copy(StoredFile row) => Row((int)row.Id);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_OrgId")]
    private static extern void SetOrgId(StoredFile row, long value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Id")]
    private static extern void SetId(StoredFile row, long value);
}
