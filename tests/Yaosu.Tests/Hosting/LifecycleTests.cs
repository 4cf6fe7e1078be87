using System.Net;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>One installation through its life: first start, stop, second start, crash, start.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task A_host_comes_up_goes_down_and_comes_up_again_with_everything_in_place()
    {
        // A place as awkward as people make them.
        var folder = Path.Combine(HostProcess.NewDataFolder(), "我的 数据");
        Dictionary<string, string> cookies;
        await using (var first = await HostProcess.StartAsync(folder))
        {
            first.Output.Should().Contain("演示账号：").And.Contain(line => line.Contains("yunshan") && line.Contains("密码 " + HostProcess.DemoPassword) && line.Contains("主账号"));
            first.Errors.Should().BeEmpty();
            using var visitor = new Visitor(first.Address);
            using (var signedIn = await visitor.SignInAsync("yunshan", HostProcess.DemoPassword))
                signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
            cookies = visitor.Cookies;
            HasServer(folder).Should().BeTrue();

            (await first.StopAsync()).Should().Be(0);
            HasServer(folder).Should().BeFalse();
        }

        await using (var second = await HostProcess.StartAsync(folder))
        {
            second.Output.Should().Contain(line => line.Contains("yunshan") && line.Contains(HostProcess.DemoPassword));
            await IsSignedInAsync(second, cookies);
            await second.KillAsync();
        }
        HasServer(folder).Should().BeTrue("only a host stops the server, and this one could not");

        await using (var third = await HostProcess.StartAsync(folder))
        {
            await IsSignedInAsync(third, cookies);
            (await third.StopAsync()).Should().Be(0);
            third.Errors.Should().BeEmpty();
        }
        HasServer(folder).Should().BeFalse();

        var (exitCode, output, _) = await HostProcess.RunAsync(["doctor"], folder);
        output.Should().Contain("结论：数据完整。");
        exitCode.Should().Be(0);
        HostProcess.Remove(Path.GetDirectoryName(folder)!);
    }

    [Fact]
    public async Task Outside_the_demo_the_first_start_tells_one_random_password_once()
    {
        var folder = HostProcess.NewDataFolder();
        string[] passwords = new string[2];
        for (var start = 0; start < 2; start++)
        {
            await using var host = await HostProcess.StartAsync(folder, ("Demo:Enabled", "false"));
            passwords[start] = host.Output.SingleOrDefault(line => line.Contains("密码 "))?.Split("密码 ")[1].Split(' ')[0] ?? "";
            if (start > 0)
                continue;
            passwords[0].Should().HaveLength(14);
            using var visitor = new Visitor(host.Address);
            using (var guessed = await visitor.SignInAsync("admin", "admin"))
                guessed.StatusCode.Should().Be(HttpStatusCode.OK);
            using (var signedIn = await visitor.SignInAsync("admin", passwords[0]))
                signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        }
        passwords[1].Should().BeEmpty();
        HostProcess.Remove(folder);
    }

    private static bool HasServer(string folder) => File.Exists(Path.Combine(folder, "postgres/cluster/postmaster.pid"));

    private static async Task IsSignedInAsync(HostProcess host, Dictionary<string, string> cookies)
    {
        using var visitor = new Visitor(host.Address);
        foreach (var (name, value) in cookies)
            visitor.Cookies.Add(name, value);
        using var home = await visitor.GetAsync("/");
        home.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
