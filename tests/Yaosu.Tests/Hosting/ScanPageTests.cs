using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Products;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Data;
using Yaosu.Scans;
using Yaosu.Tests.Drugs;
using Yaosu.Tests.Orgs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>The scan page as phones fetch it. Each visitor comes by a trusted proxy from an address of his own.</summary>
[PostgreSqlOnly("The host opens the database by its connection string.")]
public sealed class ScanPageTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly string _folder = HostProcess.NewDataFolder();
    private HostInside _host = null!;
    private HttpClient _phone = null!;
    private string _merchant = "";
    private string _page = "";

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _host = await HostInside.StartAsync(database, _folder, HostInside.FreePort(), ("Codes:ScanUrl", "https://m.example.com"), ("Jobs:Concurrency", "0"));
        _phone = new() { BaseAddress = _host.Console };
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        var databases = _host.Services.GetRequiredService<AppDbFactory>();
        var merchant = (await new SaveMerchant(databases).RunAsync(actor, null, 0, new("云杉<旗舰>店", CodeSource.Platform, [], null))).Value;
        var drug = (await new SaveDrug(databases).RunAsync(actor, null, 0, DrugsWorld.Sartan())).Value;
        var goods = (await new SaveGoods(databases).RunAsync(actor, null, 0, new("示例沙坦片", merchant, drug, [], null, null))).Value;
        var package = (await _host.Services.GetRequiredService<RequestPackage>().RunAsync(actor, new(merchant, goods, [5], Linked: true, Numbered: true, 2, new CodesWanted.Quick(CodeAlphabet.Digits, 20)))).Value;
        (await _host.Services.GetRequiredService<MakePackage>().RunAsync(actor, package, (_, _) => { })).IsDone.Should().BeTrue();
        using var text = new StreamReader((await _host.Services.GetRequiredService<DownloadPackage>().OpenAsync(actor, package, isBeginning: true)).Value.Text);
        var line = (await text.ReadToEndAsync()).TrimEnd().Split("\r\n")[^1].Split(',');
        _page = new Uri(line[3]).AbsolutePath;
        _merchant = _page.Split('/')[2];
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _host.DisposeAsync();
        HostProcess.Remove(_folder);
    }

    [Fact]
    public async Task A_code_is_said_to_be_real_without_a_cookie_or_a_script()
    {
        for (var turn = 0; turn < 2; turn++)
        {
            using var answer = await AskAsync("203.0.113.1", _page);
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            html.Should().Contain("这是真实的追溯码").And.Contain($"<code>{_page.Split('/')[3]}</code>").And.Contain("示例沙坦片").And.Contain("内包装").And.NotContain("<script").And.NotContain("YaosuScanPage");
            answer.Headers.Contains("Set-Cookie").Should().BeFalse();
            (await answer.Content.ReadAsStringAsync()).Should().Contain("云杉&lt;旗舰&gt;店", "Chinese is sent as it is written, and what people typed is text");
        }
    }

    [Fact]
    public async Task Whatever_is_unknown_has_the_same_answer_to_the_byte()
    {
        var code = _page.Split('/')[3];
        var answers = new List<string>();
        foreach (var path in new[] { $"/c/{_merchant}/00000000000000000000", $"/c/AAAAAA/{code}", $"/c/{_merchant}/{Uri.EscapeDataString("<script>alert(1)</script>")}", $"/c/{_merchant}/{new string('9', 600)}" })
        {
            using var answer = await AskAsync("203.0.113.2", path);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            answers.Add(await answer.Content.ReadAsStringAsync());
        }
        answers.Distinct().Should().ContainSingle().Which.Should().Contain("unknown");
    }

    [Fact]
    public async Task Whoever_tries_codes_has_to_wait_by_the_page_as_by_its_pictures()
    {
        for (var i = 0; i < UnknownCodes.MostPerMinute; i++)
        {
            using var guess = await AskAsync("203.0.113.3", $"/c/{_merchant}/{i:00000000000000000000}{(i % 2 == 0 ? "" : "/pictures/1")}");
            guess.StatusCode.Should().Be(i % 2 == 0 ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        }
        using var real = await AskAsync("203.0.113.3", _page);
        // Thirty guesses may lie in two minutes; then the next thirty don't.
        if (real.StatusCode == HttpStatusCode.OK)
            for (var i = 0; i < UnknownCodes.MostPerMinute; i++)
                using (await AskAsync("203.0.113.3", $"/c/{_merchant}/{i:00000000000000000000}/pictures/1"))
                {
                }
        using var refused = await AskAsync("203.0.113.3", _page);
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.Should().NotBeNull();
        using var picture = await AskAsync("203.0.113.3", _page + "/pictures/1");
        picture.StatusCode.Should().Be(HttpStatusCode.NotFound);
        using var neighbour = await AskAsync("203.0.113.4", _page);
        neighbour.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", address);
        return await _phone.SendAsync(request);
    }
}
