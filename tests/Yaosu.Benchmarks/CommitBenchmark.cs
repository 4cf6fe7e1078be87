using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Yaosu.Benchmarks.Support;
using Yaosu.CrashWorker;
using Yaosu.Data.PostgreSql.Embedded;
using Yaosu.Platform.Data;

namespace Yaosu.Benchmarks;

/// <summary>
/// Small writes that are acknowledged after their commit, on the embedded database with full durability: group commit against one transaction a row, by the
/// same number of producers, each of which waits for its acknowledgement before it goes on. A lone producer gains nothing: it is the disk.
/// </summary>
internal sealed class CommitBenchmark : IBenchmark
{
    private const long Org = 1;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromMilliseconds(Size.Of(4000, atLeast: 200));

    public string Name => "commit";

    public string What => "group commit with 1, 16 and 256 producers, beside one transaction a row";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"yaosu-commit-{Guid.NewGuid():n}"[..20]);
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = folder }, NullLogger.Instance, cancellation);
            await using var node = Node.Create(server.ConnectionString);
            await node.Databases.Engine.CreateDatabaseAsync(cancellation);
            await using (var db = node.Databases.OpenPlatform())
                await db.Database.EnsureCreatedAsync(cancellation);
            foreach (var producers in new[] { 1, 16, 256 })
                await CompareAsync(node, producers, report, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(Node node, int producers, Report report, CancellationToken cancellation)
    {
        await using var commits = new GroupCommit<Written>(node.Databases, EndlessWriter.WriteAsync, new(), NullLogger.Instance);
        var grouped = await MeasureAsync(producers, number => commits.WriteAsync(Org, new() { Number = number }, cancellation), cancellation);
        var single = await MeasureAsync(producers, async number =>
        {
            await using var db = node.Open(Org);
            await db.AddAsync(new Written { Number = number }, cancellation);
            await db.SaveChangesAsync(cancellation);
        }, cancellation);
        report.Add($"acks_per_second_{producers}", grouped.PerSecond, "acks/s");
        report.Add($"p99_{producers}", grouped.P99.TotalMilliseconds, "ms");
        report.Add($"single_acks_per_second_{producers}", single.PerSecond, "acks/s");
        report.Add($"single_p99_{producers}", single.P99.TotalMilliseconds, "ms");
        report.Add($"ratio_to_single_{producers}", grouped.PerSecond / single.PerSecond);
    }

    private static async Task<(double PerSecond, TimeSpan P99)> MeasureAsync(int producers, Func<int, Task> write, CancellationToken cancellation)
    {
        // Opens the connections, fills the pools of ids and gives the compiler time.
        await ProduceAsync(producers, 0, WarmUp, write, cancellation);
        var started = Stopwatch.GetTimestamp();
        var latencies = await ProduceAsync(producers, 1_000_000_000, Measured, write, cancellation);
        // Every write that was begun counts, and so does the time until the last of them was answered.
        var elapsed = Stopwatch.GetElapsedTime(started);
        latencies.Sort();
        return (latencies.Count / elapsed.TotalSeconds, latencies[(int)(latencies.Count * 0.99)]);
    }

    private static async Task<List<TimeSpan>> ProduceAsync(int producers, int number, TimeSpan duration, Func<int, Task> write, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(async () =>
        {
            var latencies = new List<TimeSpan>();
            do
            {
                var at = Stopwatch.GetTimestamp();
                await write(Interlocked.Increment(ref number));
                latencies.Add(Stopwatch.GetElapsedTime(at));
            }
            while (Stopwatch.GetElapsedTime(started) < duration);
            return latencies;
        }, cancellation)));
        return [.. all.SelectMany(x => x)];
    }
}
