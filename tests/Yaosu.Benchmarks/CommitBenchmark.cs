using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
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
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

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
            db.Add(new Written { Number = number });
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
        var number = 0;
        var started = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(async () =>
        {
            var latencies = new List<long>();
            while (true)
            {
                var at = Stopwatch.GetTimestamp();
                await write(Interlocked.Increment(ref number));
                var since = Stopwatch.GetElapsedTime(started);
                if (since >= WarmUp + Measured)
                    return latencies;
                if (since >= WarmUp)
                    latencies.Add(Stopwatch.GetTimestamp() - at);
            }
        }, cancellation)));
        var sorted = all.SelectMany(x => x).Order().ToList();
        return (sorted.Count / Measured.TotalSeconds, Stopwatch.GetElapsedTime(0, sorted[(int)(sorted.Count * 0.99)]));
    }
}
