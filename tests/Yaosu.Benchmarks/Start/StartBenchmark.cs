using Microsoft.Extensions.Logging.Abstractions;
using Yaosu.Benchmarks.Support;
using Yaosu.Data.PostgreSql.Embedded;
using Yaosu.Tests.Support;

namespace Yaosu.Benchmarks.Start;

/// <summary>
/// From the start of the host's process to the first 200 of <c>/health/ready</c>: on an empty data folder (the database is created, migrated and seeded)
/// and on the same folder again. The limits are the parts nobody can leave out: a web host without any content, and the database server alone.
/// Goal: <c>second_start_s</c> &lt; 5.
/// </summary>
internal sealed class StartBenchmark : IBenchmark
{
    private static readonly int Runs = Size.Of(3);

    public string Name => "start";

    public string What => "the host from nothing to ready, on an empty data folder and on one that is there";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        var (first, second, bare, database) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            var folder = Path.Combine(Path.GetTempPath(), $"yaosu-bench-{Path.GetRandomFileName()}");
            try
            {
                first.Add(await HostAsync(folder, cancellation));
                second.Add(await HostAsync(folder, cancellation));
                database.Add(await DatabaseAsync(folder, cancellation));
                bare.Add(await BareAsync(cancellation));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        report.Add("first_start_s", first.Median(), "s");
        report.Add("second_start_s", second.Median(), "s");
        report.Add("limit_bare_host_s", bare.Median(), "s");
        report.Add("limit_database_s", database.Median(), "s");
        report.Add("second_start_ratio_to_limit", second.Median() / (bare.Median() + database.Median()));
    }

    private static async Task<double> HostAsync(string folder, CancellationToken ct)
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var host = await HostProcess.StartAsync(folder, ("Logging:Format", "text"));
        using var http = new HttpClient { BaseAddress = host.Address };
        while (true)
        {
            using var answer = await http.GetAsync("/health/ready", ct);
            if (answer.IsSuccessStatusCode)
                break;
            await Task.Delay(10, ct);
        }

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await host.StopAsync();
        return seconds;
    }

    private static async Task<double> DatabaseAsync(string folder, CancellationToken ct)
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = Path.Combine(folder, "postgres") }, NullLogger.Instance, ct);
        return server.StartedHere
            ? TimeProvider.System.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException("The host left its database running.");
    }

    private static async Task<double> BareAsync(CancellationToken ct)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var process = ThisProgram.Start(BareHost.Verb);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
            {
                if (!line.StartsWith("ready ", StringComparison.Ordinal))
                    continue;
                using var http = new HttpClient();
                using var answer = await http.GetAsync(new Uri(line["ready ".Length..] + "/health/ready"), ct);
                answer.EnsureSuccessStatusCode();
                return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            }

            throw new InvalidOperationException("The bare host did not start.");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
