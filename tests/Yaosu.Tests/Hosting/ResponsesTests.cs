using System.Net;
using System.Net.WebSockets;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>What every answer carries, whoever asks and whatever happens.</summary>
public sealed class ResponsesTests(RunningHost running)
{
    public static TheoryData<string, string> Answers => new()
    {
        { "GET", "/sign-in" },
        { "GET", "/" },
        { "GET", "/nothing-here" },
        { "GET", "/favicon.svg" },
        { "GET", "/no-such-file.css" },
        { "GET", "/_framework/blazor.web.js" },
        { "GET", "/health/live" },
        { "GET", "/health/ready" },
        { "HEAD", "/health/live" },
        { "HEAD", "/sign-in" },
        { "POST", "/sign-in" },
        { "POST", "/sign-out" },
        { "GET", "/sign-out" },
        { "DELETE", "/" },
        { "GET", "/error/403" },
        { "GET", "/session-ended" },
        { "POST", "/_blazor/negotiate" },
        { "GET", "/..%2f..%2fetc/passwd" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Security_headers_are_on_every_answer(string method, string path)
    {
        foreach (var signedIn in new[] { false, true })
        {
            using var visitor = signedIn ? await running.VisitAsAsync("yunshan") : await running.VisitAsync();
            using var response = await visitor.SendAsync(new(new HttpMethod(method), path) { Headers = { { "Accept", "text/html" } } });
            Check(response);
        }
    }

    [Fact]
    public async Task A_page_that_may_not_be_opened_names_what_is_missing_and_who_can_give_it()
    {
        using var visitor = await running.VisitAsAsync("cangku");
        foreach (var _ in Enumerable.Range(0, 5))
        {
            using var answer = await visitor.GetAsync("/orgs/people");
            answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).Should().Contain("“查看组织架构”").And.Contain("演示·林管理");
        }
    }

    internal static void Check(HttpResponseMessage response)
    {
        string Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.Should().ContainSingle(name).Subject : "";
        var policy = Header("Content-Security-Policy").Split("; ").ToDictionary(part => part.Split(' ')[0], part => part[(part.IndexOf(' ') + 1)..]);
        policy["default-src"].Should().Be("'none'");
        policy["script-src"].Should().Be("'self'");
        policy["style-src-elem"].Should().MatchRegex("^'self' 'nonce-[A-Za-z0-9+/]{24}'$");
        policy["base-uri"].Should().Be("'self'");
        policy["frame-ancestors"].Should().Be("'none'");
        policy["form-action"].Should().Be("'self'");
        policy.Values.Should().NotContain(value => value.Contains("unsafe-eval")).And.NotContain(value => value.Contains('*'));
        policy.Where(part => part.Value.Contains("unsafe-inline")).Select(part => part.Key).Should().BeSubsetOf(["style-src-attr"]);
        Header("X-Content-Type-Options").Should().Be("nosniff");
        Header("X-Frame-Options").Should().Be("DENY");
        Header("Referrer-Policy").Should().Be("same-origin");
        Header("Cross-Origin-Opener-Policy").Should().Be("same-origin");
        Header("Permissions-Policy").Should().Contain("geolocation=()");
        response.Headers.Should().NotContain(header => header.Key == "Server" || header.Key == "X-Powered-By");
        if (response.Content.Headers.ContentType?.MediaType == "text/html")
            response.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task Behind_https_browsers_are_told_to_stay_there()
    {
        using var visitor = await running.VisitAsync();
        // From loopback, where a proxy of the same machine is trusted.
        using var response = await visitor.SendAsync(new(HttpMethod.Get, "/sign-in") { Headers = { { "X-Forwarded-Proto", "https" } } });
        response.Headers.GetValues("Strict-Transport-Security").Should().Equal("max-age=31536000; includeSubDomains");
        Check(response);
    }

    [Fact]
    public async Task Every_cookie_is_bound_to_this_host_and_out_of_reach_of_scripts()
    {
        using var visitor = await running.VisitAsync();
        using (await visitor.SignInAsync("yunshan", HostProcess.DemoPassword))
        using (await visitor.GetAsync("/"))
        using (await visitor.GetAsync("/nothing-here"))
        using (await visitor.SignOutAsync())
            visitor.SetCookies.Select(cookie => cookie.Split('=')[0]).Distinct().Should().BeEquivalentTo("__Host-yaosu", "__Host-yaosu-csrf", "__Host-yaosu-step");
        foreach (var cookie in visitor.SetCookies)
        {
            var attributes = cookie.Split(';', StringSplitOptions.TrimEntries).Skip(1).Select(attribute => attribute.ToLowerInvariant()).ToList();
            attributes.Should().Contain(["secure", "httponly", "path=/"], cookie).And.NotContain(attribute => attribute.StartsWith("domain"));
            attributes.Should().Contain(attribute => attribute == "samesite=lax" || attribute == "samesite=strict");
            cookie.Length.Should().BeLessThan(4096);
        }
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://127.0.0.1:1")]
    public async Task A_page_of_another_site_can_not_open_a_circuit(string origin)
    {
        using var visitor = await running.VisitAsAsync("yunshan");
        using (var negotiate = await visitor.SendAsync(new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", origin } } }))
            negotiate.StatusCode.Should().Be(HttpStatusCode.Forbidden);

        (await UpgradeAsync(visitor, origin)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Our_own_pages_can_open_a_circuit()
    {
        using var visitor = await running.VisitAsAsync("yunshan");
        (await UpgradeAsync(visitor, visitor.Address.GetLeftPart(UriPartial.Authority))).Should().Be(HttpStatusCode.SwitchingProtocols);
    }

    private static async Task<HttpStatusCode> UpgradeAsync(Visitor visitor, string origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", visitor.CookieHeader);
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(visitor.Address, "/_blazor")) { Scheme = "ws" }.Uri, default);
        }
        catch (WebSocketException)
        {
            // The status says it.
        }
        return socket.HttpStatusCode;
    }

    [Fact]
    public async Task Monitors_can_ask_without_a_body()
    {
        using var visitor = await running.VisitAsync();
        using var head = await visitor.SendAsync(new(HttpMethod.Head, "/health/live"));
        head.StatusCode.Should().Be(HttpStatusCode.OK);
        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        using var ready = await visitor.GetAsync("/health/ready");
        (await ready.Content.ReadAsStringAsync()).Should().Be("""{"status":"ready","reasons":{}}""");
    }

    [Theory]
    [InlineData("GET", "/nothing-here", HttpStatusCode.NotFound, "没有这个页面")]
    [InlineData("POST", "/sign-in", HttpStatusCode.BadRequest, "请求无法识别")]
    public async Task An_error_is_a_page_that_says_what_to_do(string method, string path, HttpStatusCode status, string title)
    {
        using var visitor = await running.VisitAsAsync("yunshan");
        using (var response = await visitor.SendAsync(new(new HttpMethod(method), path) { Headers = { { "Accept", "text/html" } } }))
        {
            response.StatusCode.Should().Be(status);
            (await Visitor.HeadlineOfAsync(response)).Should().Be(title);
        }
    }
}
