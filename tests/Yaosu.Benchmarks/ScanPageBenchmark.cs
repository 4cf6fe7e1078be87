using Yaosu.Benchmarks.Circuits;
using Yaosu.Benchmarks.Support;

namespace Yaosu.Benchmarks;

/// <summary>
/// Consumers scan 2,000 different codes of a package, each from an address of his own, over 32 connections; in turns with a page of two letters of the same host. The load comes from
/// another process of the same machine, which costs both alike; <c>cpu_us</c> is the host's part alone. Goal: <c>ratio_to_plaintext</c> ≥ 0.35.
/// </summary>
internal sealed class ScanPageBenchmark : IBenchmark
{
    private const int Connections = 32;
    private const int Turns = 3;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(Size.Of(8, atLeast: 1));

    public string Name => "scan-page";

    public string What => "the public scan page beside a plain text of the same host";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        await using var host = await MeasuredHostProcess.StartAsync(cancellation);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = host.Address };
        var codes = (await http.GetStringAsync(MeasuredHost.CodesPath, cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (!(await http.GetStringAsync(codes[^1], cancellation)).Contains("真实", StringComparison.Ordinal))
            throw new InvalidOperationException("The codes are not real.");
        var (pages, plain) = (new List<Load>(), new List<Load>());
        for (var turn = -1; turn < Turns; turn++)
        {
            var (text, page) = (await AskAsync(host, http, [MeasuredHost.PlainPath], cancellation), await AskAsync(host, http, codes, cancellation));
            // The first turn is for the compilers.
            if (turn < 0)
                continue;
            plain.Add(text);
            pages.Add(page);
        }
        report.Add("codes", codes.Length);
        report.Add("pages_per_second", pages.ConvertAll(x => x.PerSecond).Median(), "1/s");
        report.Add("plaintext_per_second", plain.ConvertAll(x => x.PerSecond).Median(), "1/s");
        report.Add("ratio_to_plaintext", pages.Zip(plain, (page, text) => page.PerSecond / text.PerSecond).ToList().Median());
        report.Add("p99_ms", pages.ConvertAll(x => x.P99).Median(), "ms");
        report.Add("plaintext_p99_ms", plain.ConvertAll(x => x.P99).Median(), "ms");
        report.Add("cpu_us", pages.ConvertAll(x => x.Processor).Median(), "µs");
        report.Add("plaintext_cpu_us", plain.ConvertAll(x => x.Processor).Median(), "µs");
    }

    private sealed record Load(double PerSecond, double P99, double Processor);

    private static async Task<Load> AskAsync(MeasuredHostProcess host, HttpClient http, string[] paths, CancellationToken ct)
    {
        var (start, processor) = (TimeProvider.System.GetTimestamp(), await host.AskAsync(MeasuredHost.Processor, ct));
        var all = await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(() => VisitAsync(http, paths, i, start, ct), ct)));
        var took = TimeProvider.System.GetElapsedTime(start);
        processor = await host.AskAsync(MeasuredHost.Processor, ct) - processor;
        var latencies = all.SelectMany(x => x).ToList();
        return new(latencies.Count / took.TotalSeconds, latencies.Percentile(99), processor * 1000.0 / latencies.Count);
    }

    private static async Task<List<double>> VisitAsync(HttpClient http, string[] paths, int seed, long start, CancellationToken ct)
    {
        var (random, latencies) = (new Random(seed), new List<double>());
        while (TimeProvider.System.GetElapsedTime(start) < Turn)
        {
            var begin = TimeProvider.System.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Get, paths[random.Next(paths.Length)]);
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}");
            using var answer = await http.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            latencies.Add(TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds);
        }
        return latencies;
    }
}
