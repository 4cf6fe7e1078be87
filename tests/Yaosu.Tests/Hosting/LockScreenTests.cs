using System.Net;
using System.Text.RegularExpressions;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>The lock screen and the sign of life, as a browser does them.</summary>
public sealed partial class LockScreenTests(RunningHost running)
{
    [Fact]
    public async Task A_locked_browser_shows_only_the_lock_until_the_password_is_given()
    {
        using var visitor = await running.VisitAsync();
        using (await visitor.SignInAsync("cangku", HostProcess.DemoPassword))
        using (var locked = await visitor.PostAsync("/session/lock", ("__RequestVerificationToken", await TokenAsync(visitor, "/")), ("return", "/my/account")))
            locked.Headers.Location!.ToString().Should().Be("/locked?return=%2Fmy%2Faccount");

        using (var page = await visitor.GetAsync("/my/sessions"))
            page.Headers.Location!.ToString().Should().Be("/locked?return=%2Fmy%2Fsessions");
        using (var ended = await visitor.GetAsync("/session-ended?return=%2Fmy%2Faccount"))
            ended.Headers.Location!.ToString().Should().EndWith("/locked?return=%2Fmy%2Faccount");
        using (var circuit = await visitor.PostAsync("/_blazor/negotiate?negotiateVersion=1"))
            circuit.IsSuccessStatusCode.Should().BeFalse();

        using (var refused = await UnlockAsync(visitor, "wrong-password-of-mine"))
            WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()).Should().Contain("密码不正确，请重新输入；忘记密码时请先退出登录。").And.NotContain("wrong-password-of-mine");
        using (var unlocked = await UnlockAsync(visitor, HostProcess.DemoPassword))
            unlocked.Headers.Location!.ToString().Should().EndWith("/my/account");
        using var back = await visitor.GetAsync("/my/account");
        back.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Somebody_can_sign_out_at_the_lock()
    {
        using var visitor = await running.VisitAsync();
        using (await visitor.SignInAsync("cangku", HostProcess.DemoPassword))
        using (await visitor.PostAsync("/session/lock", ("__RequestVerificationToken", await TokenAsync(visitor, "/"))))
        using (await visitor.PostAsync("/sign-out", ("__RequestVerificationToken", await TokenAsync(visitor, "/locked"))))
            visitor.Cookies.Should().NotContainKey("__Host-yaosu");
    }

    [Fact]
    public async Task A_sign_of_life_needs_the_pages_token_and_a_session()
    {
        using var visitor = await running.VisitAsync();
        using (await visitor.SignInAsync("cangku", HostProcess.DemoPassword))
        using (var alive = await AliveAsync(visitor, await TokenAsync(visitor, "/")))
            alive.StatusCode.Should().Be(HttpStatusCode.NoContent);
        using (var forged = await AliveAsync(visitor, "forged"))
            forged.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var stranger = await running.VisitAsync();
        using var refused = await AliveAsync(stranger, "forged");
        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static Task<HttpResponseMessage> AliveAsync(Visitor visitor, string token) =>
        visitor.SendAsync(new(HttpMethod.Post, "/session/alive") { Headers = { { "RequestVerificationToken", token } } });

    private static async Task<HttpResponseMessage> UnlockAsync(Visitor visitor, string password) => await visitor.PostAsync("/locked?return=%2Fmy%2Faccount",
        ("_handler", "unlock"), ("__RequestVerificationToken", await TokenAsync(visitor, "/locked?return=%2Fmy%2Faccount")), ("Input.Return", "/my/account"), ("Input.Password", password));

    private static async Task<string> TokenAsync(Visitor visitor, string path)
    {
        using var page = await visitor.GetAsync(path);
        return WebUtility.HtmlDecode(Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    [GeneratedRegex("""name="csrf-token" content="([^"]+)""")]
    private static partial Regex Token();
}
