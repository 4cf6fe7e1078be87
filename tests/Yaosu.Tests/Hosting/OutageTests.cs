using System.Globalization;
using System.Net;
using System.Text.Json;
using Npgsql;
using Yaosu.Benchmarks.Circuits;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>A host whose database fails in every way, one after the other, and that is never restarted.</summary>
public sealed class OutageTests
{
    /// <summary>Nodes remember a session for two seconds.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(2.5);

    [Fact]
    public async Task A_host_says_what_is_wrong_and_recovers_by_itself()
    {
        if (OperatingSystem.IsWindows())
            return; // Processes can't be paused there; the recovery itself is proven by the tests of the embedded database.
        var folder = HostProcess.NewDataFolder();
        await using var host = await HostProcess.StartAsync(folder);
        using var visitor = new Visitor(host.Address);
        using (await visitor.SignInAsync("yunshan", HostProcess.DemoPassword))
            await IsReadyAsync(visitor, HttpStatusCode.OK);

        await ABugShowsATraceIdAloneAsync(folder, visitor, host);

        // Frozen: it neither answers nor refuses.
        await using var page = await OpenPage.OpenAsync(visitor, "/", "工作台", CancellationToken.None);
        var banner = page.ExpectAsync("数据库暂时连不上");
        var processes = ServerProcesses(folder);
        processes.Should().HaveCountGreaterThan(3);
        try
        {
            foreach (var process in processes)
                HostProcess.Signal(process, HostProcess.Pause);
            var reasons = await IsReadyAsync(visitor, HttpStatusCode.ServiceUnavailable);
            reasons.GetProperty("database").GetString().Should().Be("数据库（PostgreSQL）2 秒内没有应答。");
            using (var live = await visitor.GetAsync("/health/live"))
                live.StatusCode.Should().Be(HttpStatusCode.OK);
            await banner;
        }
        finally
        {
            // Also when the test fails: nothing frozen can be stopped.
            foreach (var process in processes)
                HostProcess.Signal(process, HostProcess.Continue);
        }
        await IsReadyAsync(visitor, HttpStatusCode.OK);

        // Killed: the host starts it again.
        HostProcess.Signal(Postmaster(folder), HostProcess.Kill);
        await host.SaysAsync(line => line.Contains("is running again"));
        await IsReadyAsync(visitor, HttpStatusCode.OK);
        using (var served = await visitor.GetAsync("/"))
            served.StatusCode.Should().Be(HttpStatusCode.OK);

        // Away for longer: people get a page, not a stack trace, and are still signed in afterwards.
        var cluster = Path.Combine(folder, "postgres/cluster");
        Directory.Move(cluster, cluster + ".away");
        HostProcess.Signal(Postmaster(folder, "cluster.away"), HostProcess.Kill);
        await IsReadyAsync(visitor, HttpStatusCode.ServiceUnavailable);
        await Task.Delay(RememberedFor);
        using (var unavailable = await visitor.GetAsync("/"))
        {
            unavailable.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            unavailable.Headers.RetryAfter!.Delta.Should().BePositive();
            (await Visitor.HeadlineOfAsync(unavailable)).Should().Be("服务暂时不可用");
            ResponsesTests.Check(unavailable);
        }
        using (var file = await visitor.GetAsync("/favicon.svg"))
            file.StatusCode.Should().Be(HttpStatusCode.OK, "the page that says so needs its files");
        using (var form = await visitor.GetAsync("/sign-in"))
            form.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, "who is signed in can't be known");
        await host.SaysAsync(line => line.Contains("did not start again") && line.Contains("不会另建空数据库"));
        Directory.Exists(cluster).Should().BeFalse();
        Directory.Move(cluster + ".away", cluster);
        await IsReadyAsync(visitor, HttpStatusCode.OK);
        using (var served = await visitor.GetAsync("/"))
            served.StatusCode.Should().Be(HttpStatusCode.OK);

        (await host.StopAsync()).Should().Be(0);
        HostProcess.Remove(folder);
    }

    /// <summary>A table that is not there is our mistake, not an outage.</summary>
    private static async Task ABugShowsATraceIdAloneAsync(string folder, Visitor visitor, HostProcess host)
    {
        await using var database = NpgsqlDataSource.Create($"Host={folder}/postgres/socket;Username=yaosu;Database=yaosu;Pooling=false");
        await RunAsync("""ALTER TABLE orgs."Sessions" RENAME TO "Hidden" """);
        await Task.Delay(RememberedFor);
        using (var failed = await visitor.GetAsync("/"))
        {
            failed.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
            var html = await failed.Content.ReadAsStringAsync();
            (await Visitor.HeadlineOfAsync(failed)).Should().Be("服务器出错了");
            html.Should().NotContain("Npgsql").And.NotContain("Sessions").And.NotContain("   at ");
            var trace = System.Text.RegularExpressions.Regex.Match(html, "<code[^>]*>([0-9a-f]{32})</code>").Groups[1].Value;
            trace.Should().HaveLength(32);
            ResponsesTests.Check(failed);
        }
        host.Output.Should().Contain(line => line.Contains("42P01"));
        await RunAsync("""ALTER TABLE orgs."Hidden" RENAME TO "Sessions" """);
        using var served = await visitor.GetAsync("/");
        served.StatusCode.Should().Be(HttpStatusCode.OK);

        async Task RunAsync(string sql)
        {
            await using var command = database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<JsonElement> IsReadyAsync(Visitor visitor, HttpStatusCode expected)
    {
        for (var tries = 0; ; tries++)
        {
            using var ready = await visitor.GetAsync("/health/ready");
            if (ready.StatusCode == expected || tries > 150)
            {
                ready.StatusCode.Should().Be(expected);
                return JsonDocument.Parse(await ready.Content.ReadAsStringAsync()).RootElement.GetProperty("reasons");
            }
            await Task.Delay(200);
        }
    }

    private static int Postmaster(string folder, string cluster = "cluster") =>
        int.Parse(File.ReadLines(Path.Combine(folder, "postgres", cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static List<int> ServerProcesses(string folder)
    {
        var postmaster = Postmaster(folder);
        return [postmaster, .. Directory.GetDirectories("/proc").Select(path => Path.GetFileName(path)).Where(name => name.All(char.IsAsciiDigit)).Select(int.Parse).Where(id => ParentOf(id) == postmaster)];
    }

    private static int ParentOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
