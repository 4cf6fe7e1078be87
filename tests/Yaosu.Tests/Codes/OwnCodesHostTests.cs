using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.OwnCodes;
using Yaosu.Codes.Packages;
using Yaosu.Orgs;
using Yaosu.Orgs.ApiKeys;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Api;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Hosting;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

/// <summary>Own codes over HTTP: programs upload them, consumers scan them.</summary>
[PostgreSqlOnly("The host opens the database by its connection string.")]
public sealed class OwnCodesHostTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Password = "一个足够长的密码";

    private readonly string _folder = HostProcess.NewDataFolder();
    private readonly AppDbFactory _databases = database.Databases.At(TimeProvider.System);
    private HostInside _host = null!;
    private Actor _system = null!;
    private Merchant _merchant = null!;
    private HttpClient _program = null!;

    private string Prefix => _merchant.UrlPrefixes[0];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _host = await HostInside.StartAsync(database, _folder, HostInside.FreePort(), ("Jobs:Concurrency", "0"));
        var mark = Guid.NewGuid().ToString("N")[..8];
        var org = (await new OpenEnterprise(_databases).RunAsync(new($"自有码示例企业{mark}", OrgKind.Manufacturer, $"91OWN{mark.ToUpperInvariant()}0A1"), new("own" + mark, "演示·自有码", Password, MustChangePassword: false))).Value;
        _system = Actor.System(org, "演示");
        var id = (await new SaveMerchant(_databases).RunAsync(_system, null, 0, new("自有码商户", CodeSource.Own, [CodesWorld.NewPrefix()], null))).Value;
        _merchant = (await new MerchantList(_databases).FindAsync(_system, id)).Value.Merchant;
        _program = await ProgramAsync(CodesPermissions.MakePackagesCode);
    }

    public async ValueTask DisposeAsync()
    {
        _program.Dispose();
        await _host.DisposeAsync();
        HostProcess.Remove(_folder);
    }

    [Fact]
    public async Task A_program_uploads_more_than_a_browser_may_once_and_is_told_wrong_lines()
    {
        // More than the server takes of other requests, in pieces whose sum nobody announces.
        const int Many = 400_000;
        var text = new StringBuilder("网址\n");
        for (var i = 0; i < Many; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{i:0000000},{new string('注', 8)}\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        bytes.Length.Should().BeGreaterThan(32 * 1024 * 1024);
        var first = await SendAsync("k1", bytes, chunked: true);
        first.Status.Should().Be(HttpStatusCode.Created, first.Body);
        first.Body.Should().Be($$"""{"number":"{{_merchant.Code}}P0001","codes":{{Many}}}""");
        (await SendAsync("k1", bytes)).Should().Be(first, "sending it again changes nothing");
        (await SendAsync("k1", Encoding.UTF8.GetBytes($"{Prefix}x"))).Body.Should().Contain("api.idempotency-key-reused");

        var again = await SendAsync("k2", Encoding.UTF8.GetBytes($"{Prefix}new-1\n{Prefix}0000009\nwrong"));
        again.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        using var problem = JsonDocument.Parse(again.Body);
        problem.RootElement.GetProperty("code").GetString().Should().Be("codes.own-lines-wrong");
        problem.RootElement.GetProperty("errors").EnumerateArray().Skip(1).Select(x => x.GetProperty("text").GetString()).Should()
            .Equal($"第 2 行“{Prefix}0000009”不能使用（这个商户已上传过这个码）。", "第 3 行“wrong”不能使用（不是以 https:// 开头的网址）。");

        (await new PackageList(_databases).RunAsync(_system, new(), new PageRequest())).Value.Rows.Should().ContainSingle().Which.Total.Should().Be(Many);
        await using var db = _databases.Open(_system);
        (await db.Set<OwnCode>().CountAsync()).Should().Be(Many);
        (await db.Set<StoredFile>().CountAsync(x => x.State == StoredFileState.Stored && x.Purpose == OwnCodeFile.Sent.Code)).Should().Be(0, "nothing of what was sent stays");
    }

    [Fact]
    public async Task A_program_hears_what_keeps_its_upload_out()
    {
        var good = Encoding.UTF8.GetBytes($"{Prefix}0001");
        (await SendAsync("", good)).Body.Should().Contain("api.idempotency-key-missing");
        (await SendAsync("a", good, merchant: "ABCDEF")).Body.Should().Contain("codes.own-merchant-needed");
        (await SendAsync("b", good, goods: "NOBODYS")).Body.Should().Contain("codes.package-goods-gone");
        (await SendAsync("c", [])).Body.Should().Contain("file.empty");
        (await SendAsync("d", [0x50, 0x4B, 3, 4, .. new byte[100]])).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await SendAsync("e", new byte[OwnCodeFile.Sent.MaxBytes + 1])).Body.Should().Contain("file.too-large");
        using var other = await ProgramAsync(OrgsPermissions.ViewPeopleCode);
        using var request = Request("f", good, chunked: false, _merchant.Code, null);
        using var answer = await other.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Consumers_open_the_page_of_an_own_code_with_slashes_and_queries()
    {
        (await SendAsync("scan", Encoding.UTF8.GetBytes($"{Prefix}AB/01?x=1&y=2\n{Prefix}plain-1"))).Status.Should().Be(HttpStatusCode.Created);
        using var phone = new HttpClient { BaseAddress = _host.Console };
        foreach (var path in new[] { "AB/01?x=1&y=2", "AB%2F01%3Fx=1%26y=2", "plain-1", "plain-1?utm=news" })
        {
            var page = WebUtility.HtmlDecode(await phone.GetStringAsync($"/c/{_merchant.Code}/{path}"));
            page.Should().NotContain("这是真实的追溯码").And.Contain("这个码已由企业登记", path).And.Contain("赋码，并在药溯平台登记");
        }
        foreach (var path in new[] { "AB/01", "ab/01?x=1&y=2", "PLAIN-1", "", "AB/01?x=1" })
            (WebUtility.HtmlDecode(await phone.GetStringAsync($"/c/{_merchant.Code}/{path}"))).Should().Contain("没有查到这个码", path);
    }

    private async Task<HttpClient> ProgramAsync(string permission)
    {
        var save = _host.Services.GetRequiredService<SaveApiKey>();
        var key = (await save.AddAsync(_system, new(permission, null, new HashSet<string> { permission }, []), 30)).Value;
        return new() { BaseAddress = _host.Console, DefaultRequestHeaders = { Authorization = new("Bearer", key.Secret) } };
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string key, byte[] bytes, bool chunked = false, string? merchant = null, string? goods = null)
    {
        using var request = Request(key, bytes, chunked, merchant ?? _merchant.Code, goods);
        using var answer = await _program.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static HttpRequestMessage Request(string key, byte[] bytes, bool chunked, string merchant, string? goods)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/own-code-packages?merchant={merchant}{(goods is null ? "" : "&goods=" + goods)}") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.TransferEncodingChunked = chunked;
        if (key.Length > 0)
            request.Headers.Add(Idempotency.Header, key);
        return request;
    }
}
