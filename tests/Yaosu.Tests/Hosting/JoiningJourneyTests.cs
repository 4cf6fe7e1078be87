using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Yaosu.Data.PostgreSql;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Platform.Data;
using Yaosu.Platform.Sms;
using Yaosu.Server;
using Yaosu.Tests.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>An applicant's whole way through the public pages, papers and all; the code is read where operators read it.</summary>
[PostgreSqlOnly("The host runs on the test server.")]
public sealed partial class JoiningJourneyTests
{
    private const string Phone = "13811113333";

    [Fact]
    public async Task An_applicant_fills_in_uploads_and_hands_in()
    {
        var template = await TestServer.NewDatabaseAsync();
        var folder = HostProcess.NewDataFolder();
        var connection = new NpgsqlConnectionStringBuilder(template) { Database = "joining_journey", Pooling = false }.ConnectionString;
        await using var engine = new PostgreSqlEngine(connection);
        try
        {
            await using var host = await HostProcess.StartAsync(folder, ("Database:Provider", "PostgreSql"), ("Database:ConnectionString", connection));
            var databases = new AppDbFactory(ProductModules.All, engine, new RecordingLiveTopics(), TimeProvider.System);
            using var visitor = new Visitor(host.Address);
            await EnterAsync(visitor, databases);

            var first = "91000000TEXT00077";
            await PostAsync(visitor, "join-details", ("Details.Kind", "Wholesaler"), ("Details.CreditCode", first + CreditCode.CheckCharacter(first)), ("Details.Name", "行程示例医药"),
                ("Details.Address", "示例路 7 号"), ("Details.LegalPerson", "示例·法人"), ("Details.ContactName", "示例·联系人"), ("Details.SignInName", "xingcheng01"),
                // What the form doesn't ask for changes nothing.
                ("Details.State", "Approved"), ("Details.OrgId", "1"), ("Details.Id", "1"), ("Details.Mobile", "13800000001"));
            var tooEarly = await PostAsync(visitor, "join-submit");
            WebUtility.HtmlDecode(tooEarly).Should().Contain("还没有上传“营业执照”");
            (await UploadAsync(visitor, QualificationKind.BusinessLicence, [.. "MZ not a picture"u8])).Should().Contain("只接受");
            foreach (var kind in QualificationRules.NeededBy(OrgKind.Wholesaler))
                (await UploadAsync(visitor, kind, SampleFiles.Png(20, 20))).Should().BeEmpty("it leads to a fresh page");
            (await PostAsync(visitor, "join-submit")).Should().BeEmpty();

            WebUtility.HtmlDecode(await ShownAsync(visitor)).Should().Contain("正在审核");
            await using var db = databases.OpenPlatform();
            var application = await db.Set<JoinApplication>().SingleAsync(x => x.Mobile == Phone);
            application.State.Should().Be(JoinState.Waiting);
            application.OrgId.Should().BeNull();
            (await db.Set<JoinQualification>().CountAsync(x => x.ApplicationId == application.Id)).Should().Be(3);
        }
        finally
        {
            await TestServer.DropAsync(template);
            await TestServer.RunAsync(new NpgsqlConnectionStringBuilder(template) { Database = "postgres" }.ConnectionString, "DROP DATABASE IF EXISTS joining_journey WITH (FORCE)");
            HostProcess.Remove(folder);
        }
    }

    private static async Task EnterAsync(Visitor visitor, AppDbFactory databases)
    {
        using var start = await visitor.GetAsync("/join");
        using var sent = await visitor.PostAsync("/join", ("_handler", "phone-code"), ("__RequestVerificationToken", Visitor.TokenOf(await start.Content.ReadAsStringAsync())), ("Phone.Mobile", Phone));
        var html = await sent.Content.ReadAsStringAsync();
        var code = await CodeAsync(databases);
        using var entered = await visitor.PostAsync("/join", ("_handler", "phone-enter"), ("__RequestVerificationToken", Visitor.TokenOf(html)), ("Entry.Seal", WebUtility.HtmlDecode(Seal().Match(html).Groups[1].Value)), ("Entry.Code", code));
        entered.StatusCode.Should().Be(HttpStatusCode.Redirect);
        visitor.Cookies.Should().ContainKey("__Host-yaosu-join");
    }

    private static async Task<string> CodeAsync(AppDbFactory databases)
    {
        await using var platform = databases.OpenPlatform();
        var org = await platform.Set<Org>().Where(x => x.Kind == OrgKind.Platform).Select(x => x.Id).SingleAsync();
        for (var tries = 0; tries < 200; tries++)
        {
            await using var db = databases.Open(Actor.System(org));
            // Of the demo's messages none is a code.
            if (await db.Set<SmsMessage>().Where(x => x.Kind == "orgs.join-code").Select(x => x.Text).SingleOrDefaultAsync() is { } text)
                return SixDigits().Match(text).Value;
            await Task.Delay(100);
        }
        throw new InvalidOperationException("The code never left the outbox.");
    }

    private static async Task<string> ShownAsync(Visitor visitor)
    {
        using var page = await visitor.GetAsync("/join/application");
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        return await page.Content.ReadAsStringAsync();
    }

    /// <returns>The page that says no; empty when it was done.</returns>
    private static async Task<string> PostAsync(Visitor visitor, string form, params (string Name, string Value)[] fields)
    {
        var token = Visitor.TokenOf(await ShownAsync(visitor));
        using var answer = await visitor.PostAsync("/join/application", [("_handler", form), ("__RequestVerificationToken", token), .. fields]);
        return answer.StatusCode == HttpStatusCode.Redirect ? "" : await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> UploadAsync(Visitor visitor, QualificationKind kind, byte[] bytes)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var content = new MultipartFormDataContent
        {
            { new StringContent($"join-paper-{kind}"), "_handler" },
            { new StringContent(Visitor.TokenOf(await ShownAsync(visitor))), "__RequestVerificationToken" },
            { new StringContent("示例 0001"), "Paper.Number" },
            { new StringContent("2099-12-31"), "Paper.ExpiresOn" },
            { file, "Paper.File", "scan.png" },
        };
        using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/join/application") { Content = content, Headers = { { "Accept", "text/html" } } });
        return answer.StatusCode == HttpStatusCode.Redirect ? "" : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"Entry\\.Seal\" value=\"([^\"]+)")]
    private static partial Regex Seal();

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex SixDigits();
}
