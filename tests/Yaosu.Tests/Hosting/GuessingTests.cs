using System.Net;
using System.Text.RegularExpressions;
using Yaosu.Orgs.Enterprises;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>T-06: whoever guesses learns nothing and is slowed down. What comes back is compared whole, but for what is new in every answer. (A certificate:
/// <see cref="CertificatePortTests"/>. How long it takes: the benchmark sign-in-timing.)</summary>
[PostgreSqlOnly("The host opens the database by its connection string.")]
public sealed partial class GuessingTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static int _orgs;

    private readonly string _folder = HostProcess.NewDataFolder();
    private readonly string _name = $"guessed_{Interlocked.Increment(ref _orgs)}";
    private HostInside _host = null!;

    private string Mobile => $"1390000000{_name[^1]}";

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _host = await HostInside.StartAsync(database, _folder, HostInside.FreePort());
        var opened = await new OpenEnterprise(database.Databases.At(TimeProvider.System)).RunAsync(new("示例企业", OrgKind.Manufacturer, $"91GUESS{_name[^1]}000000001"), new(_name, "主账号", "一个足够长的密码", MustChangePassword: false, Mobile));
        opened.Refusals.Should().BeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        HostProcess.Remove(_folder);
    }

    [Fact]
    public async Task From_the_sixth_bad_password_on_both_a_known_and_an_unknown_name_are_locked_with_equal_answers()
    {
        var answers = new List<string[]>();
        foreach (var (name, from) in new[] { (_name, "198.51.100.61"), ("nobody_of_this_name", "198.51.100.62") })
        {
            using var visitor = new Visitor(_host.Console) { From = from };
            var said = new string[7];
            for (var i = 0; i < said.Length; i++)
                said[i] = await TextAsync(await visitor.SignInAsync(name, $"wrong-password-{i}"), name);
            answers.Add(said);
            said[..5].Should().OnlyContain(html => html.Contains("账号或密码不正确，请检查后重试。"));
            said[5..].Should().OnlyContain(html => html.Contains("尝试次数过多，请稍等几分钟后再登录。"));
        }
        answers[0].Should().Equal(answers[1]);
    }

    [Theory]
    [InlineData("/sign-in/code")]
    [InlineData("/forgotten-password")]
    public async Task A_known_and_an_unknown_phone_get_equal_answers_to_each_question_and_each_wrong_code(string path)
    {
        var answers = new List<List<string>>();
        foreach (var (mobile, from) in new[] { (Mobile, "198.51.100.63"), ($"1700000000{_name[^1]}", "198.51.100.64") })
        {
            using var visitor = new Visitor(_host.Console) { From = from };
            var said = new List<string> { await TextAsync(await visitor.GetAsync(path), mobile) };
            said.Add(await PostAsync("ask", ("Ask.Mobile", mobile)));
            said[^1].Should().Contain("验证码短信会在一分钟内送达");
            for (var i = 0; i < 6; i++)
                said.Add(await PostAsync("code", ("Code.Mobile", mobile), ("Code.Digits", "wrong")));
            said[2..].Should().OnlyContain(html => html.Contains("role=\"alert\""));
            said[^1].Should().Contain("验证码错误次数过多");
            said.Add(await PostAsync("ask", ("Ask.Mobile", mobile)));
            answers.Add(said);

            async Task<string> PostAsync(string form, params (string Name, string Value)[] fields)
            {
                using var page = await visitor.GetAsync(path);
                var token = Visitor.TokenOf(await page.Content.ReadAsStringAsync());
                return await TextAsync(await visitor.PostAsync(path, [("_handler", form), ("__RequestVerificationToken", token), .. fields]), mobile);
            }
        }
        answers[0].Should().Equal(answers[1]);
    }

    /// <summary>Status, place and body, without tokens, nonces and what the visitor himself typed.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage answer, string typed)
    {
        using (answer)
        {
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            return $"{(int)answer.StatusCode} {answer.Headers.Location} {NewEachTime().Replace(html, "").Replace(typed, "")}";
        }
    }

    [GeneratedRegex("""CfDJ8[\w-]*|(?<=csp-nonce" content=")[^"]*|(?<=nonce=")[^"]*|<!--Blazor[^>]*-->""")]
    private static partial Regex NewEachTime();
}
