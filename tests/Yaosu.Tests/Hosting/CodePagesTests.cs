using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Sms;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>The pages that ask for a code from the phone, form by form as a browser sends them.</summary>
[PostgreSqlOnly("The host opens the database by its connection string.")]
public sealed partial class CodePagesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Mobile = "13900000077";

    private readonly string _folder = HostProcess.NewDataFolder();
    private readonly AppDbFactory _databases = database.Databases.At(TimeProvider.System);
    private readonly List<long> _orgs = [];
    private HostInside _host = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _host = await HostInside.StartAsync(database, _folder, HostInside.FreePort());
        foreach (var number in new[] { 1, 2 })
            _orgs.Add((await new OpenEnterprise(_databases).RunAsync(new($"同号示例企业{number}", OrgKind.Manufacturer, $"91SAME000000000{number:000}"), new($"same_phone{number}", "主账号", "一个足够长的密码", MustChangePassword: false, Mobile))).Value);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        HostProcess.Remove(_folder);
    }

    [Fact]
    public async Task A_code_signs_in_to_the_account_that_was_chosen_and_another_one_sets_a_new_password()
    {
        using var visitor = new Visitor(_host.Console);
        await PostAsync(visitor, "/sign-in/code", "ask", ("Ask.Mobile", Mobile));
        using (var wrong = await PostAsync(visitor, "/sign-in/code", "code", ("Code.Mobile", Mobile), ("Code.Digits", "wrong")))
            WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()).Should().Contain("验证码不正确或已过期");
        string ticket;
        using (var right = await PostAsync(visitor, "/sign-in/code", "code", ("Code.Mobile", Mobile), ("Code.Digits", await LastCodeAsync())))
        {
            var html = WebUtility.HtmlDecode(await right.Content.ReadAsStringAsync());
            html.Should().Contain("同号示例企业1").And.Contain("同号示例企业2");
            ticket = Ticket().Match(html).Groups[1].Value;
        }
        using (var chosen = await PostAsync(visitor, "/sign-in/code", "choose", ("Choice.Ticket", ticket), ("Choice.UserId", $"{await UserOfAsync(_orgs[1])}")))
            chosen.StatusCode.Should().Be(HttpStatusCode.Redirect);
        visitor.Cookies.Should().ContainKey("__Host-yaosu");

        using var forgetful = new Visitor(_host.Console);
        // The limit for one number is a minute; the test's own database can forget the first.
        await using (var platform = _databases.OpenPlatform())
            await platform.Set<Yaosu.Orgs.SignIn.PhoneCode>().ExecuteDeleteAsync();
        await ForgetMessagesAsync();
        await PostAsync(forgetful, "/forgotten-password", "ask", ("Ask.Mobile", Mobile));
        using (var proof = await PostAsync(forgetful, "/forgotten-password", "code", ("Code.Mobile", Mobile), ("Code.Digits", await LastCodeAsync())))
            ticket = Ticket().Match(WebUtility.HtmlDecode(await proof.Content.ReadAsStringAsync())).Groups[1].Value;
        var user = $"{await UserOfAsync(_orgs[0])}";
        using (var weak = await PostAsync(forgetful, "/forgotten-password", "new-password", ("New.Ticket", ticket), ("New.UserId", user), ("New.Password", "short"), ("New.Repeat", "short")))
            WebUtility.HtmlDecode(await weak.Content.ReadAsStringAsync()).Should().Contain("新密码至少需要 8 个字符");
        using (var set = await PostAsync(forgetful, "/forgotten-password", "new-password", ("New.Ticket", ticket), ("New.UserId", user), ("New.Password", "另一个足够长的密码"), ("New.Repeat", "另一个足够长的密码")))
            WebUtility.HtmlDecode(await set.Content.ReadAsStringAsync()).Should().Contain("新密码已设置");
        using (await forgetful.SignInAsync("same_phone1", "另一个足够长的密码"))
            forgetful.Cookies.Should().ContainKey("__Host-yaosu");
    }

    private static async Task<HttpResponseMessage> PostAsync(Visitor visitor, string path, string form, params (string Name, string Value)[] fields)
    {
        using var page = await visitor.GetAsync(path);
        return await visitor.PostAsync(path, [("_handler", form), ("__RequestVerificationToken", Visitor.TokenOf(await page.Content.ReadAsStringAsync())), .. fields]);
    }

    /// <summary>As the phone would show it; the message goes to the first account's enterprise.</summary>
    private async Task<string> LastCodeAsync()
    {
        var sms = _host.Services.GetRequiredService<QueueSms>();
        await using var db = _databases.Open(Actor.System(_orgs.Min()));
        var message = await db.Set<SmsMessage>().AsNoTracking().OrderByDescending(x => x.Id).FirstAsync();
        // Sent messages keep their text alone.
        return message.Text is { } text ? Regex.Match(text, @"\d{6}").Value : sms.ValuesOf(message)["code"];
    }

    private async Task ForgetMessagesAsync()
    {
        await using var db = _databases.Open(Actor.System(_orgs.Min()));
        await db.Set<SmsMessage>().ExecuteDeleteAsync();
    }

    private async Task<long> UserOfAsync(long org)
    {
        await using var db = _databases.Open(Actor.System(org));
        return await db.Set<Yaosu.Orgs.Account.User>().Select(x => x.Id).SingleAsync();
    }

    [GeneratedRegex("""name="(?:Choice|New)\.Ticket" value="([^"]+)""")]
    private static partial Regex Ticket();
}
