using System.Buffers.Binary;
using System.Data;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Yaosu.Benchmarks.Support;
using Yaosu.Platform.Audit;

namespace Yaosu.Benchmarks;

/// <summary>
/// T-22: walks the audit chain of one enterprise with a million lines, as <c>verify-audit</c> does, and finds the one line that was changed after that.
/// Compared with what can't be done without: reading the same rows by hand, and SHA-256 over the same bytes. Goal: <c>verify_s</c> &lt; 10.
/// </summary>
internal sealed class AuditBenchmark : IBenchmark
{
    private const long Org = 1;
    private const int Turns = 3;

    private static readonly int Lines = Size.Of(1_000_000);
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public string Name => "audit";

    public string What => "checking an audit chain of 1,000,000 lines";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        await using var database = await TemporaryDatabase.StartAsync(cancellation);
        await FillAsync(database, cancellation);
        report.Add("lines", Lines);

        var (verify, read, hash) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = -1; turn < Turns; turn++)
        {
            var breaks = 0;
            var checkedIn = await TimeAsync(async () => breaks = (await BreaksAsync(database, cancellation)).Count);
            if (breaks != 0)
                throw new InvalidOperationException($"The chain is whole, and {breaks} breaks were found.");
            var (readIn, hashedIn) = (await TimeAsync(() => ReadAsync(database, cancellation)), await TimeAsync(() => Task.Run(Hash, cancellation)));
            // The first turn is for the compilers and the files of the database.
            if (turn < 0)
                continue;
            verify.Add(checkedIn);
            read.Add(readIn);
            hash.Add(hashedIn);
        }

        report.Add("verify_s", verify.Median(), "s");
        report.Add("verify_rows_per_second", Lines / verify.Median(), "rows/s");
        report.Add("bare_read_rows_per_second", Lines / read.Median(), "rows/s");
        report.Add("bare_sha256_rows_per_second", Lines / hash.Median(), "rows/s");
        report.Add("ratio_to_bare", verify.Zip(read.Zip(hash, (reading, hashing) => reading + hashing), (ours, bare) => ours / bare).ToList().Median());

        await ChangeOneAsync(database, cancellation);
        var found = await BreaksAsync(database, cancellation);
        if (found is not [{ Sequence: var at }] || at != Lines / 2)
            throw new InvalidOperationException($"One line was changed, and {found.Count} breaks were found.");
        report.Add("found_changed_lines", found.Count);
    }

    private static async Task FillAsync(TemporaryDatabase database, CancellationToken ct)
    {
        await using var db = database.Databases.Open(Actor.System(Org));
        var head = new AuditHead { Id = AuditHead.OnlyId, Sequence = Lines };
        await db.Engine.WriteBulkAsync(db, Chain().ToAsyncEnumerable(), ct);
        db.Add(head);
        await db.SaveChangesAsync(ct);

        IEnumerable<AuditEntry> Chain()
        {
            for (var sequence = 1; sequence <= Lines; sequence++)
            {
                var line = Line(sequence, head.Hash);
                SetHash(line, head.Hash = AuditChain.HashOf(line, Org));
                yield return line;
            }
        }
    }

    private static async Task<List<AuditBreak>> BreaksAsync(TemporaryDatabase database, CancellationToken ct)
    {
        await using var db = database.Databases.Open(Actor.System(Org));
        return await AuditChain.VerifyAsync(db, ct).ToListAsync(ct);
    }

    private static async Task ReadAsync(TemporaryDatabase database, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT * FROM platform."AuditEntries" WHERE "OrgId" = 1 ORDER BY "Sequence" """;
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, ct);
        var values = new object[rows.FieldCount];
        while (await rows.ReadAsync(ct))
            rows.GetValues(values);
    }

    /// <summary>As many bytes as a line has, a million times.</summary>
    private static void Hash()
    {
        var line = Line(Lines, new byte[32]);
        // The numbers and lengths of the chain's layout are of eight bytes each.
        var bytes = new byte[1 + 32 + (8 * 14) + new[] { line.ActorKind.ToString(), line.ActorName, line.Action, line.ObjectType, line.ObjectName, line.Changes, line.Address, line.TraceId }.Sum(text => Encoding.UTF8.GetByteCount(text ?? ""))];
        var hash = new byte[32];
        for (var i = 0; i < Lines; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, i);
            SHA256.HashData(bytes, hash);
        }
    }

    /// <summary>As somebody would who owns the database: past the trigger.</summary>
    private static async Task ChangeOneAsync(TemporaryDatabase database, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"""
            SET session_replication_role = replica;
            UPDATE platform."AuditEntries" SET "ObjectName" = 'another' WHERE "OrgId" = {Org} AND "Sequence" = {Lines / 2}
            """);
        if (await command.ExecuteNonQueryAsync(ct) != 1)
            throw new InvalidOperationException("No line was changed.");
    }

    private static AuditEntry Line(int sequence, byte[] previous)
    {
        var line = new AuditEntry
        {
            Sequence = sequence,
            At = Start.AddSeconds(sequence),
            ActorKind = ActorKind.Person,
            ActorId = sequence % 40,
            ActorName = $"示例员工{sequence % 40}",
            Action = "orgs.profile.changed",
            ObjectType = "User",
            ObjectId = sequence % 1000,
            ObjectName = $"示例对象{sequence % 1000}",
            Changes = $$"""[{"field":"Title","before":"仓储部","after":"第 {{sequence}} 组"}]""",
            Address = "192.0.2.7",
            TraceId = "0123456789abcdef0123456789abcdef",
            PreviousHash = previous,
        };
        SetOrgId(line, Org);
        SetId(line, sequence);
        return line;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_OrgId")]
    private static extern void SetOrgId(AuditEntry line, long value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Id")]
    private static extern void SetId(AuditEntry line, long value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Hash")]
    private static extern void SetHash(AuditEntry line, byte[] value);

    private static async Task<double> TimeAsync(Func<Task> what)
    {
        var start = TimeProvider.System.GetTimestamp();
        await what();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
