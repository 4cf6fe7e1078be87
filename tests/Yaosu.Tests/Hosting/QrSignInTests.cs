using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>扫码登录 as a browser and a phone do it.</summary>
public sealed partial class QrSignInTests(RunningHost running)
{
    private sealed record Stage(string? stage, string text);

    [Fact]
    public async Task A_browser_is_let_in_by_a_phone_and_stands_where_it_wanted_to_go()
    {
        using var desktop = await running.VisitAsync();
        using var phone = await running.VisitAsAsync("yunshan");
        var (id, html) = await AskAsync(desktop);
        desktop.SetCookies.Should().Contain(x => x.StartsWith("__Host-yaosu-qr=", StringComparison.Ordinal) && x.Contains("httponly", StringComparison.OrdinalIgnoreCase) && x.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase) && x.Contains("secure", StringComparison.OrdinalIgnoreCase));
        html.Should().NotContain(desktop.Cookies["__Host-yaosu-qr"], "the secret is never where the page or the code could show it");
        (await StageAsync(desktop, id)).Should().Be(new Stage("waiting", "待扫描"));

        var asking = await TextAsync(await phone.GetAsync($"/sign-in/qr/{id}"));
        asking.Should().Contain("一台设备请求以您的账号登录药溯").And.Contain("别人发来的二维码请勿确认").And.Contain("云杉示例制药有限公司");
        (await StageAsync(desktop, id)).Should().Be(new Stage("scanned", "已扫描，请在手机上确认"));
        (await TextAsync(await AnswerAsync(phone, id, asking, "confirm"))).Should().Contain("那台设备正在登录");
        (await StageAsync(desktop, id)).Should().Be(new Stage("confirmed", "已确认，正在登录"));

        using var signedIn = await FetchAsync(desktop, id, html);
        signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        signedIn.Headers.Location!.ToString().Should().EndWith("/my/sessions");
        desktop.Cookies.Should().ContainKey("__Host-yaosu").And.NotContainKey("__Host-yaosu-qr");
        using var page = await desktop.GetAsync("/my/sessions");
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        (await StageAsync(desktop, id)).text.Should().Be("这个二维码是另一个浏览器获取的，请在本浏览器重新获取。");
    }

    [Fact]
    public async Task Without_its_cookie_a_browser_learns_and_gets_nothing()
    {
        using var desktop = await running.VisitAsync();
        using var thief = await running.VisitAsync();
        using var phone = await running.VisitAsAsync("yunshan");
        var (id, _) = await AskAsync(desktop);
        var (_, html) = await AskAsync(thief);
        var asking = await TextAsync(await phone.GetAsync($"/sign-in/qr/{id}"));
        await AnswerAsync(phone, id, asking, "confirm");
        (await StageAsync(thief, id)).Should().Be(new Stage(null, "这个二维码是另一个浏览器获取的，请在本浏览器重新获取。"));
        (await TextAsync(await FetchAsync(thief, id, html))).Should().Contain("这个二维码是另一个浏览器获取的");
        thief.Cookies.Should().NotContainKey("__Host-yaosu");
    }

    [Fact]
    public async Task A_phone_without_a_session_signs_in_first_and_comes_back()
    {
        using var desktop = await running.VisitAsync();
        using var phone = await running.VisitAsync();
        var (id, _) = await AskAsync(desktop);
        using (var asked = await phone.GetAsync($"/sign-in/qr/{id}"))
            asked.Headers.Location!.ToString().Should().EndWith($"/sign-in?return=%2Fsign-in%2Fqr%2F{id}");
        (await StageAsync(desktop, id)).stage.Should().Be("waiting");
    }

    [Fact]
    public async Task A_confirmation_without_the_forms_token_is_refused()
    {
        using var desktop = await running.VisitAsync();
        using var phone = await running.VisitAsAsync("yunshan");
        var (id, _) = await AskAsync(desktop);
        using (await phone.GetAsync($"/sign-in/qr/{id}"))
        using (var forged = await phone.PostAsync($"/sign-in/qr/{id}", ("_handler", "confirm")))
            forged.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await StageAsync(desktop, id)).stage.Should().Be("scanned");
    }

    [Fact]
    public async Task An_unknown_code_gets_a_sentence_on_the_phone_and_a_new_code_in_the_browser()
    {
        using var desktop = await running.VisitAsync();
        using var phone = await running.VisitAsAsync("yunshan");
        (await TextAsync(await phone.GetAsync("/sign-in/qr/no-such-code"))).Should().Contain("没有这个二维码，请在电脑上重新获取后再扫。").And.NotContain("确认登录</button>");
        var (_, html) = await AskAsync(desktop);
        (await StageAsync(desktop, "no-such-code")).Should().Be(new Stage(null, "没有这个二维码，请在电脑上重新获取后再扫。"));
        (await TextAsync(await FetchAsync(desktop, "no-such-code", html))).Should().Contain("没有这个二维码").And.Contain("data-ys-qr=");
    }

    internal static async Task<(string Id, string Html)> AskAsync(Visitor desktop)
    {
        var html = await TextAsync(await desktop.GetAsync("/sign-in/qr?return=%2Fmy%2Fsessions"));
        return (Id().Match(html).Groups[1].Value, html);
    }

    internal static async Task<HttpResponseMessage> AnswerAsync(Visitor phone, string id, string html, string handler) =>
        await phone.PostAsync($"/sign-in/qr/{id}", ("_handler", handler), ("__RequestVerificationToken", Visitor.TokenOf(html)));

    internal static Task<HttpResponseMessage> FetchAsync(Visitor desktop, string id, string html) => desktop.PostAsync("/sign-in/qr",
        ("_handler", "qr"), ("__RequestVerificationToken", Visitor.TokenOf(html)), ("Fetch.Id", id), ("Fetch.Return", "/my/sessions"));

    internal static async Task<string> TextAsync(HttpResponseMessage page)
    {
        using (page)
            return WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
    }

    private static async Task<Stage> StageAsync(Visitor desktop, string id)
    {
        using var answer = await desktop.GetAsync($"/sign-in/qr/{id}/stage");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        return (await answer.Content.ReadFromJsonAsync<Stage>())!;
    }

    [GeneratedRegex("""data-ys-qr="/sign-in/qr/([^/"]+)/stage""")]
    private static partial Regex Id();
}
