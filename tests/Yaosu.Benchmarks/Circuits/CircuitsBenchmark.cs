using Yaosu.Benchmarks.Support;
using Yaosu.Orgs;

namespace Yaosu.Benchmarks.Circuits;

/// <summary>
/// What an open page costs the host: two hundred people's list pages (the audit log), opened without a browser, in a process of its own whose heap is
/// collected before each look; a few pages before them pay for what is made once and shared. <c>click_p95_ms</c> is one more page on which
/// somebody pages through the list, until the last thing to draw has arrived. <c>limit_kib_per_circuit</c> is a circuit that shows one word.
/// Goals: <c>kib_per_circuit</c> ≤ 400.
/// </summary>
internal sealed class CircuitsBenchmark : IBenchmark
{
    private static readonly int Circuits = Size.Of(200, atLeast: 4);
    private static readonly int EmptyCircuits = Size.Of(50, atLeast: 4);
    private static readonly int WarmUp = Size.Of(20, atLeast: 2);
    private static readonly int Clicks = Size.Of(100, atLeast: 5);

    private const int Acts = 3 * 20;

    private const string List = OrgsUrls.AuditLog;
    private const string ListShows = OrgsUrls.AuditLog + "/";

    public string Name => "circuits";

    public string What => "memory of open list pages and the time of a click beside them";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        await using var host = await MeasuredHostProcess.StartAsync(cancellation);
        using var visitors = new Visitors(host.Address);
        var open = new List<OpenPage>();
        try
        {
            // So that every page of the list is full.
            for (var act = 0; act < Acts; act++)
                await host.AskAsync(MeasuredHost.Change, cancellation);
            var clicking = (await visitors.OpenAsync(1, List, ListShows, cancellation))[0];
            open.Add(clicking);
            for (var click = 0; click < 20; click++)
                await clicking.ClickAsync(Other(click), cancellation);
            open.AddRange(await visitors.OpenAsync(WarmUp, List, ListShows, cancellation));

            var before = await HeapAsync(host, cancellation);
            open.AddRange(await visitors.OpenAsync(Circuits, List, ListShows, cancellation));
            var after = await HeapAsync(host, cancellation);

            var clicks = new List<double>();
            for (var click = 0; click < Clicks; click++)
                clicks.Add((await clicking.ClickAsync(Other(click), cancellation)).TotalMilliseconds);

            open.AddRange(await visitors.OpenAsync(2, MeasuredHost.EmptyPath, EmptyDocument.Word, cancellation));
            var withoutEmpty = await HeapAsync(host, cancellation);
            open.AddRange(await visitors.OpenAsync(EmptyCircuits, MeasuredHost.EmptyPath, EmptyDocument.Word, cancellation));
            var withEmpty = await HeapAsync(host, cancellation);

            report.Add("circuits", Circuits);
            report.Add("kib_per_circuit", (after - before) / 1024.0 / Circuits, "KiB");
            report.Add("limit_kib_per_circuit", (withEmpty - withoutEmpty) / 1024.0 / EmptyCircuits, "KiB");
            report.Add("click_p50_ms", clicks.Median(), "ms");
            report.Add("click_p95_ms", clicks.Percentile(95), "ms");
        }
        finally
        {
            foreach (var page in open)
                await page.DisposeAsync();
        }
    }

    // Every click leads elsewhere, as it does for people.
    private static string Other(int click) => List + (click % 2 == 0 ? "?page=2" : "?sort=person");

    private static async Task<long> HeapAsync(MeasuredHostProcess host, CancellationToken ct)
    {
        // What the last page has just been sent is still being acknowledged.
        await Task.Delay(TimeSpan.FromSeconds(3), ct);
        return await host.AskAsync(MeasuredHost.Heap, ct);
    }
}
