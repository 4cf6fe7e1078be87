using Yaosu.Benchmarks.Support;

namespace Yaosu.Benchmarks.Circuits;

/// <summary>
/// Two hundred people of one enterprise look at the workbench, whose tile shows what their colleagues do. First single acts, far apart: how long from the
/// beginning of an act (its transaction included) until a page has been sent the new picture. Then twenty acts a second: how often each page is drawn and
/// what that costs. Goals: <c>p99_ms</c> ≤ 1000, <c>renders_per_second_per_circuit</c> ≤ 1.
/// </summary>
internal sealed class LiveBenchmark : IBenchmark
{
    private static readonly int Circuits = Size.Of(200, atLeast: 4);
    private static readonly int SingleActs = Size.Of(10, atLeast: 3);
    private static readonly TimeSpan Flood = TimeSpan.FromSeconds(Size.Of(10, atLeast: 4));
    private static readonly TimeSpan BetweenActsOfFlood = TimeSpan.FromMilliseconds(50);

    // Pages are drawn at most once a second: an act that follows the last one sooner would wait for its turn.
    private static readonly TimeSpan BetweenSingleActs = TimeSpan.FromSeconds(3);

    private const string Workbench = "/";
    private const string WorkbenchShows = "企业动态";

    public string Name => "live";

    public string What => "from an act to the screens of two hundred colleagues";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        await using var host = await MeasuredHostProcess.StartAsync(cancellation);
        using var visitors = new Visitors(host.Address);
        var open = new List<OpenPage>();
        try
        {
            open.AddRange(await visitors.OpenAsync(Circuits, Workbench, WorkbenchShows, cancellation));
            await ActAsync(host, open, cancellation);

            var latencies = new List<double>();
            for (var act = 0; act < SingleActs; act++)
                latencies.AddRange(await ActAsync(host, open, cancellation));
            var (each, most, processor) = await FloodAsync(host, open, cancellation);

            report.Add("circuits", Circuits);
            report.Add("p50_ms", latencies.Median(), "ms");
            report.Add("p99_ms", latencies.Percentile(99), "ms");
            report.Add("renders_per_second_per_circuit", each, "1/s");
            report.Add("most_renders_per_second_of_a_circuit", most, "1/s");
            report.Add("server_cpu_percent_of_machine", processor, "%");
        }
        finally
        {
            foreach (var page in open)
                await page.DisposeAsync();
        }
    }

    /// <returns>Milliseconds until each page was sent its new picture.</returns>
    private static async Task<List<double>> ActAsync(MeasuredHostProcess host, List<OpenPage> pages, CancellationToken ct)
    {
        var start = await host.AskAsync(MeasuredHost.Change, ct);
        await Task.Delay(BetweenSingleActs, ct);
        return [.. pages.Select(page => page.DrawnSince(start) is [var first, ..]
            ? TimeProvider.System.GetElapsedTime(start, first).TotalMilliseconds
            : throw new InvalidOperationException($"A page was not drawn within {BetweenSingleActs.TotalSeconds} s."))];
    }

    private static async Task<(double Each, double Most, double Processor)> FloodAsync(MeasuredHostProcess host, List<OpenPage> pages, CancellationToken ct)
    {
        // The first picture comes at once, however soon the next is due: it is no part of the rate.
        await ActEveryAsync(host, BetweenActsOfFlood, TimeSpan.FromSeconds(1), ct);
        var (start, processor) = (TimeProvider.System.GetTimestamp(), await host.AskAsync(MeasuredHost.Processor, ct));
        await ActEveryAsync(host, BetweenActsOfFlood, Flood, ct);
        processor = await host.AskAsync(MeasuredHost.Processor, ct) - processor;
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        var rates = pages.Select(page => page.DrawnSince(start).Count / elapsed.TotalSeconds).ToList();
        return (rates.Average(), rates.Max(), processor / elapsed.TotalMilliseconds / Environment.ProcessorCount * 100);
    }

    private static async Task ActEveryAsync(MeasuredHostProcess host, TimeSpan pause, TimeSpan duration, CancellationToken ct)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(pause);
        while (TimeProvider.System.GetElapsedTime(start) < duration && await timer.WaitForNextTickAsync(ct))
            await host.AskAsync(MeasuredHost.Change, ct);
    }
}
