using System.Net;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>Signing in and out as a browser does it.</summary>
public sealed class SignInTests(RunningHost running)
{
    [Fact]
    public async Task A_person_signs_in_and_lands_where_he_wanted_to_go()
    {
        using var visitor = await running.VisitAsync();
        using var asked = await visitor.GetAsync("/my/account?tab=security");
        asked.StatusCode.Should().Be(HttpStatusCode.Redirect);
        asked.Headers.Location!.ToString().Should().EndWith("/sign-in?return=%2Fmy%2Faccount%3Ftab%3Dsecurity");

        using var signedIn = await visitor.SignInAsync("yunshan", HostProcess.DemoPassword, asked.Headers.Location!.PathAndQuery);
        signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        signedIn.Headers.Location!.ToString().Should().EndWith("/my/account?tab=security");
        using var home = await visitor.GetAsync("/");
        home.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example/")]
    public async Task A_return_address_can_not_lead_off_the_site(string evil)
    {
        using var visitor = await running.VisitAsync();
        using var signedIn = await visitor.SignInAsync("yunshan", HostProcess.DemoPassword, "/sign-in?return=" + Uri.EscapeDataString(evil));
        signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        new Uri(visitor.Address, signedIn.Headers.Location!).Should().Be(visitor.Address);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_sentence()
    {
        using var visitor = await running.VisitAsync();
        var answers = new List<string>();
        foreach (var name in new[] { "zhiliang", "nobody-of-this-name" })
        {
            using var refused = await visitor.SignInAsync(name, "wrong-password-of-mine");
            refused.StatusCode.Should().Be(HttpStatusCode.OK);
            var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
            html.Should().Contain("账号或密码不正确，请检查后重试。").And.NotContain("wrong-password-of-mine");
            answers.Add(System.Text.RegularExpressions.Regex.Match(html, "<p class=\"refusal\".*?</p>").Value);
        }
        answers.Distinct().Should().ContainSingle().Which.Should().Contain("账号或密码不正确");
        visitor.Cookies.Should().NotContainKey("__Host-yaosu");
    }

    [Fact]
    public async Task After_signing_out_a_copied_cookie_opens_nothing()
    {
        using var visitor = await running.VisitAsync();
        using var signedIn = await visitor.SignInAsync("cangku", HostProcess.DemoPassword);
        using var thief = await running.VisitAsync();
        foreach (var (name, value) in visitor.Cookies)
            thief.Cookies[name] = value;
        using (var stolen = await thief.GetAsync("/"))
            stolen.StatusCode.Should().Be(HttpStatusCode.OK);

        using var signedOut = await visitor.SignOutAsync();
        signedOut.StatusCode.Should().Be(HttpStatusCode.Redirect);

        using var refused = await thief.GetAsync("/");
        refused.StatusCode.Should().Be(HttpStatusCode.Redirect);
        refused.Headers.Location!.ToString().Should().Contain("/sign-in");
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_changes_nothing()
    {
        using var visitor = await running.VisitAsync();
        using var signedIn = await visitor.SignInAsync("zhiliang", HostProcess.DemoPassword);
        using (var forged = await visitor.PostAsync("/sign-out", ("__RequestVerificationToken", "forged")))
            forged.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using (var bare = await visitor.PostAsync("/sign-in", ("_handler", "sign-in"), ("Input.Name", "zhiliang"), ("Input.Password", HostProcess.DemoPassword)))
            bare.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var still = await visitor.GetAsync("/");
        still.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
