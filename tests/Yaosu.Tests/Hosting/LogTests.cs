using System.Net;
using Microsoft.Extensions.Logging;
using Yaosu.Server.Security;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>What stands in the log, and what never does.</summary>
public sealed class LogTests(RunningHost running)
{
    [Theory]
    [InlineData("a\r\nINFO admin ok", @"a\u000d\u000aINFO admin ok")]
    [InlineData("b\u2028INFO admin ok\u202e", @"b\u2028INFO admin ok\u202e")]
    [InlineData("c\u001b[2Jcleared", @"c\u001b[2Jcleared")]
    public async Task A_name_can_not_forge_a_line(string name, string written)
    {
        using var visitor = await running.VisitAsync();
        using (var refused = await visitor.SignInAsync(name, "whatever-it-is"))
            refused.StatusCode.Should().Be(HttpStatusCode.OK);
        var host = await running.GetAsync();
        (await host.SaysAsync(line => line.Contains(written))).Should().Contain("WRN").And.Contain("orgs.wrong-name-or-password");
        host.Output.Should().NotContain(line => line.StartsWith("INFO admin ok"));
    }

    [Fact]
    public async Task Refusals_are_in_the_log_and_secrets_are_not()
    {
        using var visitor = await running.VisitAsync();
        using (await visitor.SignInAsync("zhiliang", "a-wrong-secret-canary"))
        using (await visitor.SignInAsync("zhiliang", HostProcess.DemoPassword))
        using (await visitor.PostAsync("/sign-out", ("__RequestVerificationToken", "forged")))
        using (await visitor.PostAsync("/sign-in", ("Input.Password", "posted-secret-canary")))
        using (await visitor.SendAsync(new(HttpMethod.Post, "/_blazor/negotiate") { Headers = { { "Origin", "http://evil.example" } } }))
        using (await visitor.GetAsync("/nothing?secret=query-secret-canary"))
        using (var home = await visitor.GetAsync("/"))
            home.StatusCode.Should().Be(HttpStatusCode.OK);
        var host = await running.GetAsync();
        await host.SaysAsync(line => line.Contains("zhiliang") && line.Contains("was refused"));
        await host.SaysAsync(line => line.Contains("zhiliang") && line.Contains("signed in"));
        await host.SaysAsync(line => line.Contains("FormRefused") && line.Contains("/sign-in"));
        await host.SaysAsync(line => line.Contains("ForeignOrigin") && line.Contains("/_blazor/negotiate"));

        var secrets = visitor.Cookies.Values.Concat(["a-wrong-secret-canary", "posted-secret-canary", "query-secret-canary"]).ToList();
        secrets.Should().HaveCountGreaterThan(4);
        var said = host.Output.Concat(host.Errors).ToList();
        foreach (var secret in secrets)
            said.Should().NotContain(line => line.Contains(secret));
        // The demo's password is told at the start, on purpose; after that, never.
        said.SkipWhile(line => !line.Contains("按 Ctrl+C 停止")).Should().NotContain(line => line.Contains(HostProcess.DemoPassword));
    }

    [Fact]
    public void The_handbook_names_every_number()
    {
        var events = typeof(SecurityEvents).GetFields().Select(field => (EventId)field.GetValue(null)!).ToList();
        events.Should().HaveCountGreaterThan(5);
        events.Select(found => found.Id).Should().OnlyHaveUniqueItems();
        var handbook = File.ReadAllText(Path.Combine(Repository.Folder, "docs/operating.md"));
        events.Should().OnlyContain(found => handbook.Contains($"{found.Id} "));
    }
}
