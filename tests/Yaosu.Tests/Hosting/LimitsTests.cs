using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using Yaosu.Benchmarks.Circuits;
using Yaosu.Server.Security;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>What the host doesn't let one person or one address have.</summary>
public sealed class LimitsTests(RunningHost running)
{
    [Fact]
    public async Task Guessing_from_one_address_is_slowed_down_with_a_page_that_says_so()
    {
        using var visitor = await running.VisitAsync();
        using var page = await visitor.GetAsync("/sign-in");
        var token = Visitor.TokenOf(await page.Content.ReadAsStringAsync());
        for (var guess = 1; ; guess++)
        {
            // Names that nobody has, from an address that only this test uses.
            using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/sign-in")
            {
                Content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("__RequestVerificationToken", token), new("Input.Name", ""), new("Input.Password", "guess")]),
                Headers = { { "X-Forwarded-For", "192.0.2.7" }, { "Accept", "text/html" } },
            });
            if (guess <= 30)
            {
                answer.StatusCode.Should().Be(HttpStatusCode.OK);
                continue;
            }
            answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter!.Delta.Should().BePositive();
            (await Visitor.HeadlineOfAsync(answer)).Should().Be("操作太频繁");
            ResponsesTests.Check(answer);
            break;
        }
        using var others = await visitor.GetAsync("/sign-in");
        others.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_person_with_too_many_open_pages_is_told_to_close_some()
    {
        using var visitor = await running.VisitAsAsync("qinghe");
        var pages = new List<OpenPage>();
        for (var i = 0; i < 3; i++)
            pages.Add(await OpenPage.OpenAsync(visitor, "/", "工作台", CancellationToken.None));

        using (var refused = await visitor.GetAsync("/"))
        {
            refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
            refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(30));
            (await Visitor.HeadlineOfAsync(refused)).Should().Be("您打开的页面太多");
        }
        // Signing in once more doesn't help, and nobody else is held up.
        using var again = await running.VisitAsync();
        using (await again.SignInAsync("qinghe", HostProcess.DemoPassword))
        using (var refused = await again.GetAsync("/"))
            refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        using var other = await running.VisitAsAsync("yunshan");
        using (var served = await other.GetAsync("/"))
            served.StatusCode.Should().Be(HttpStatusCode.OK);

        foreach (var page in pages)
            await page.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_is_full_says_so_and_goes_on_serving_the_pages_that_are_open()
    {
        var folder = HostProcess.NewDataFolder();
        await using (var host = await HostProcess.StartAsync(folder, ("Circuits:PerNode", "2")))
        {
            using var first = new Visitor(host.Address);
            using (await first.SignInAsync("yunshan", HostProcess.DemoPassword))
            await using (var open = await OpenPage.OpenAsync(first, "/", "工作台", CancellationToken.None))
            await using (await OpenPage.OpenAsync(first, "/", "工作台", CancellationToken.None))
            {
                using var second = new Visitor(host.Address);
                using (await second.SignInAsync("qinghe", HostProcess.DemoPassword))
                using (var refused = await second.GetAsync("/"))
                {
                    refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
                    refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(30));
                    (await Visitor.HeadlineOfAsync(refused)).Should().Be("使用人数已满");
                    ResponsesTests.Check(refused);
                }
                var shown = open.ExpectAsync("我的下载");
                await open.ClickAsync("/my/downloads", CancellationToken.None);
                await shown;
            }
        }
        HostProcess.Remove(folder);
    }

    [Fact]
    public void Of_many_circuits_at_the_same_moment_no_more_than_allowed_are_opened()
    {
        var count = new CircuitCount(Options.Create(new CircuitLimits { PerPerson = 3, PerNode = 10 }));
        for (var round = 0; round < 200; round++)
        {
            var opened = new ConcurrentBag<string>();
            Parallel.For(0, 40, i =>
            {
                if (count.TryOpen($"{i % 5}"))
                    opened.Add($"{i % 5}");
            });
            opened.Should().HaveCountLessThanOrEqualTo(10);
            opened.GroupBy(person => person).Should().OnlyContain(person => person.Count() <= 3);
            foreach (var person in opened)
                count.Close(person);
            count.NodeIsFull.Should().BeFalse();
            count.PersonIsFull("0").Should().BeFalse();
        }
    }
}
