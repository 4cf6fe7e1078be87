using System.Net;
using Yaosu.Benchmarks.Circuits;
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
}
