using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Yaosu.Platform.Data;

namespace Yaosu.CrashWorker;

/// <summary>Writes rows in group commits until it is killed, and says each number after it was acknowledged.</summary>
public static class EndlessWriter
{
    private const int Producers = 16;

    public static async Task RunAsync(Node node, int first)
    {
        await using var commits = new GroupCommit<Written>(node.Databases, WriteAsync, new(), NullLogger.Instance);
        var next = first;
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(async () =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                await commits.WriteAsync(1 + (producer % 2), new() { Number = number });
                Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            }
        })));
    }

    /// <summary>As a real user of the group commit writes: ids from the sequence, rows by the engine's bulk protocol.</summary>
    public static async Task WriteAsync(AppDb db, IReadOnlyList<Written> rows, CancellationToken ct)
    {
        var ids = await db.Engine.TakeIdsAsync(db, rows.Count, ct);
        for (var i = 0; i < rows.Count; i++)
            (rows[i].OrgId, rows[i].Id) = (db.OrgId, ids[i]);
        await db.Engine.WriteBulkAsync(db, rows.ToAsyncEnumerable(), ct);
    }
}
