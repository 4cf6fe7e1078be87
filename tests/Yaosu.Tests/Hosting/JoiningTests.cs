using System.Net;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>The public pages that a phone opens, of 入驻 and of 找回管理员账号, as a browser meets them.</summary>
public sealed class JoiningTests(RunningHost running)
{
    [Theory]
    [InlineData("/join", "__Host-yaosu-join", "13811112222")]
    [InlineData("/recover-account", "__Host-yaosu-recover", "13811113333")]
    public async Task A_phone_number_leads_to_the_code_and_a_wrong_code_leads_nowhere(string page, string cookie, string mobile)
    {
        using var visitor = new Visitor((await running.GetAsync()).Address) { From = "192.0.2.8" };
        using var start = await visitor.GetAsync(page);
        start.StatusCode.Should().Be(HttpStatusCode.OK);
        using var sent = await visitor.PostAsync(page, ("_handler", "phone-code"), ("__RequestVerificationToken", Visitor.TokenOf(await start.Content.ReadAsStringAsync())), ("Phone.Mobile", mobile));
        var html = await sent.Content.ReadAsStringAsync();
        WebUtility.HtmlDecode(html).Should().Contain("短信验证码").And.Contain("5 分钟内有效");
        var seal = System.Text.RegularExpressions.Regex.Match(html, "name=\"Entry\\.Seal\" value=\"([^\"]+)").Groups[1].Value;

        using var wrong = await visitor.PostAsync(page, ("_handler", "phone-enter"), ("__RequestVerificationToken", Visitor.TokenOf(html)), ("Entry.Seal", WebUtility.HtmlDecode(seal)), ("Entry.Code", "nope"));
        WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()).Should().Contain("验证码不正确");
        visitor.Cookies.Should().NotContainKey(cookie);
    }

    [Fact]
    public async Task Without_a_pass_the_application_page_leads_back_to_the_phone()
    {
        using var visitor = new Visitor((await running.GetAsync()).Address) { From = "192.0.2.9" };
        using var answer = await visitor.GetAsync("/join/application");
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().EndWith("/join");
    }
}
