using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>The whole host on real loopback ports, with real TLS and real client certificates.</summary>
[PostgreSqlOnly("The host opens the database by its connection string.")]
public sealed class CertificatePortTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Password = "一个足够长的密码";

    private static int _orgs;

    private readonly string _folder = HostProcess.NewDataFolder();
    private readonly X509Certificate2 _own = TestCertificates.Make("CN=localhost", DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow().AddYears(1));
    private readonly int _port = HostInside.FreePort();
    private readonly string _browserKey = SignInWithCertificate.NewBrowserKey();
    private readonly AppDbFactory _databases = database.Databases.At(TimeProvider.System);
    private HostInside _host = null!;

    private Uri Console => _host.Console;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, "own.pfx");
        await File.WriteAllBytesAsync(file, _own.Export(X509ContentType.Pkcs12, "secret"));
        var console = HostInside.FreePort();
        _host = await HostInside.StartAsync(database, _folder, console, ("CertificateSignIn:Port", $"{_port}"), ("CertificateSignIn:Host", "127.0.0.1"), ("CertificateSignIn:CertificatePath", file),
            ("CertificateSignIn:CertificatePassword", "secret"), ("CertificateSignIn:ConsoleUrl", $"http://127.0.0.1:{console}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _own.Dispose();
        HostProcess.Remove(_folder);
    }

    [Fact]
    public async Task A_registered_certificate_signs_in_from_the_page_to_the_console()
    {
        var (certificate, _) = await RegisterAsync();
        using var visitor = new Visitor(Console);
        using (var signIn = await visitor.GetAsync("/sign-in?return=%2Fmy%2Faccount"))
            (await signIn.Content.ReadAsStringAsync()).Should().Contain("数字证书登录").And.Contain("/sign-in/certificate?return=%2Fmy%2Faccount");
        using var page = await visitor.GetAsync("/sign-in/certificate?return=%2Fmy%2Faccount");
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        var link = html[html.IndexOf($"https://127.0.0.1:{_port}/", StringComparison.Ordinal)..];
        link = link[..link.IndexOf('"', StringComparison.Ordinal)];

        using var presented = await PresentAsync(certificate, link);
        presented.StatusCode.Should().Be(HttpStatusCode.Redirect);
        presented.Headers.Contains("Strict-Transport-Security").Should().BeFalse("this console is served without TLS");
        var back = presented.Headers.Location!;
        back.GetLeftPart(UriPartial.Authority).Should().Be(Console.GetLeftPart(UriPartial.Authority));
        using (var thief = new Visitor(Console))
        using (var stolen = await thief.GetAsync("/sign-in/certificate?code=" + new string('A', 64)))
        {
            WebUtility.HtmlDecode(await stolen.Content.ReadAsStringAsync()).Should().Contain(OrgsRefusals.StepTookTooLong.Text);
            thief.Cookies.Should().NotContainKey("__Host-yaosu");
        }
        using var entered = await visitor.GetAsync(back.PathAndQuery);
        entered.StatusCode.Should().Be(HttpStatusCode.Redirect);
        entered.Headers.Location!.ToString().Should().EndWith("/my/account");
        visitor.Cookies.Should().ContainKey("__Host-yaosu");
        using var home = await visitor.GetAsync("/");
        home.StatusCode.Should().Be(HttpStatusCode.OK);

        using var again = await visitor.GetAsync(back.PathAndQuery);
        WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync()).Should().Contain(OrgsRefusals.StepTookTooLong.Text, "a hand-over is used once");
        certificate.Dispose();
    }

    [Fact]
    public async Task Another_browser_can_not_use_the_hand_over_and_spends_it()
    {
        var (certificate, _) = await RegisterAsync();
        using var presented = await PresentAsync(certificate, Link());
        using var other = new Visitor(Console);
        using (await other.GetAsync("/sign-in/certificate")) // Has a key of its own.
        using (var stolen = await other.GetAsync(presented.Headers.Location!.PathAndQuery))
            WebUtility.HtmlDecode(await stolen.Content.ReadAsStringAsync()).Should().Contain(OrgsRefusals.StepTookTooLong.Text);
        other.Cookies.Should().NotContainKey("__Host-yaosu");
        using var owner = new Visitor(Console);
        owner.Cookies["__Host-yaosu-browser"] = _browserKey;
        using (await owner.GetAsync(presented.Headers.Location!.PathAndQuery))
            owner.Cookies.Should().NotContainKey("__Host-yaosu");
        certificate.Dispose();
    }

    [Theory]
    [InlineData("not yet valid", "orgs.certificate-not-yet")]
    [InlineData("expired", "orgs.certificate-expired")]
    [InlineData("revoked", "orgs.certificate-revoked")]
    [InlineData("unknown", "orgs.certificate-unknown")]
    [InlineData("begins with 4", "orgs.certificate-unknown")]
    [InlineData("none", "orgs.certificate-missing")]
    public async Task What_is_no_good_certificate_comes_back_with_a_sentence(string which, string code)
    {
        var certificate = which switch
        {
            "not yet valid" => (await RegisterAsync(sinceDays: -1)).Certificate,
            "expired" => await ExpiredAsync(),
            "revoked" => await RevokedAsync(),
            "unknown" => TestCertificates.Of(TestCertificates.NewNumber('5'), TimeProvider.System),
            "begins with 4" => TestCertificates.Of("4000000001", TimeProvider.System),
            _ => null,
        };
        using var presented = await PresentAsync(certificate, Link());
        presented.StatusCode.Should().Be(HttpStatusCode.Redirect);
        presented.Headers.Location!.Query.Should().Contain($"refused={code}").And.NotContain("code=");
        using var visitor = new Visitor(Console);
        using var page = await visitor.GetAsync(presented.Headers.Location!.PathAndQuery);
        WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()).Should().Contain("role=\"alert\"");
        certificate?.Dispose();
    }

    [Theory]
    [InlineData(true, "该账号已停用")]
    [InlineData(false, "本企业已被平台停用，原因：欠费")]
    public async Task A_stopped_account_or_a_suspended_enterprise_is_told_so_and_stays_outside(bool account, string sentence)
    {
        var (certificate, found) = await RegisterAsync();
        await using (var db = _databases.Open(Actor.System(found.OrgId)))
        {
            if (account)
                await db.Set<User>().Where(x => x.Id == found.UserId).ExecuteUpdateAsync(set => set.SetProperty(x => x.IsDisabled, true));
            else
                await db.Set<Org>().Where(x => x.Id == found.OrgId).ExecuteUpdateAsync(set => set.SetProperty(x => x.SuspendedAt, TimeProvider.System.GetUtcNow().UtcDateTime).SetProperty(x => x.SuspendedWhy, "欠费"));
        }
        using var presented = await PresentAsync(certificate, Link());
        using var visitor = new Visitor(Console);
        visitor.Cookies["__Host-yaosu-browser"] = _browserKey;
        using var page = await visitor.GetAsync(presented.Headers.Location!.PathAndQuery);
        WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()).Should().Contain(sentence);
        visitor.Cookies.Should().NotContainKey("__Host-yaosu");
        certificate.Dispose();
    }

    /// <summary>T-06: whoever makes himself a certificate learns nothing about which numbers there are.</summary>
    [Fact]
    public async Task A_certificate_with_a_registered_number_is_answered_like_one_with_a_free_number()
    {
        var (certificate, _) = await RegisterAsync();
        var answers = new List<string>();
        foreach (var subject in new[] { certificate.Subject, TestCertificates.SubjectOf(TestCertificates.NewNumber('5')) })
        {
            using var made = TestCertificates.Make(subject, TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
            using var presented = await PresentAsync(made, Link());
            answers.Add($"{(int)presented.StatusCode} {presented.Headers.Location} {await presented.Content.ReadAsStringAsync()}");
        }
        answers.Distinct().Should().ContainSingle();
        certificate.Dispose();
    }

    [Fact]
    public async Task Revoked_is_refused_also_on_a_connection_that_is_kept_alive()
    {
        var (certificate, found) = await RegisterAsync();
        using var http = Client(certificate);
        using (var good = await http.GetAsync(Link()))
            good.Headers.Location!.Query.Should().Contain("code=");
        await RevokeAsync(found);
        using var refused = await http.GetAsync(Link());
        refused.Headers.Location!.Query.Should().Contain("refused=orgs.certificate-revoked");
        certificate.Dispose();
    }

    [Fact]
    public async Task A_certificate_in_a_header_is_worth_nothing_on_either_port()
    {
        var (certificate, _) = await RegisterAsync();
        string[] headers = ["X-Client-Cert", "X-ARR-ClientCert", "X-SSL-CERT", "ssl-client-cert", "X-Forwarded-Client-Cert", "Client-Cert"];
        using var http = Client(null);
        foreach (var (address, expected) in new[] { (Link(), HttpStatusCode.Redirect), (new Uri(Console, new Uri(Link()).PathAndQuery).AbsoluteUri, HttpStatusCode.NotFound) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            foreach (var header in headers)
                request.Headers.TryAddWithoutValidation(header, Convert.ToBase64String(certificate.RawData));
            using var answer = await http.SendAsync(request);
            answer.StatusCode.Should().Be(expected);
            (answer.Headers.Location?.Query ?? "").Should().NotContain("code=");
        }
        certificate.Dispose();
    }

    [Fact]
    public async Task The_port_serves_nothing_else_and_speaks_no_old_TLS()
    {
        using var http = Client(null);
        foreach (var path in new[] { "/", "/sign-in", "/my/account", "/health/live", "/_blazor/negotiate", "/api/v1/me" })
        {
            using var answer = await http.GetAsync($"https://127.0.0.1:{_port}{path}");
            answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
            answer.Headers.Location.Should().Be(Console);
        }
        using (var posted = await http.PostAsync($"https://127.0.0.1:{_port}/sign-in", new StringContent("")))
            posted.StatusCode.Should().Be(HttpStatusCode.NotFound);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        await using var stream = new SslStream(client.GetStream());
#pragma warning disable SYSLIB0039, CA5397 // Old on purpose: it must be refused.
        var old = () => stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = SslProtocols.Tls11, RemoteCertificateValidationCallback = (_, server, _, _) => IsOwn(server) });
#pragma warning restore SYSLIB0039, CA5397
        await old.Should().ThrowAsync<Exception>();
    }

    private string Link() => $"https://127.0.0.1:{_port}/sign-in/certificate/present?browser={SignInWithCertificate.HashOf(_browserKey)}&return=%2F";

    private bool IsOwn(X509Certificate? server) => server?.GetCertHashString(HashAlgorithmName.SHA256) == _own.GetCertHashString(HashAlgorithmName.SHA256);

    private HttpClient Client(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, server, _, _) => IsOwn(server);
        if (certificate is not null)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        return new(handler);
    }

    private async Task<HttpResponseMessage> PresentAsync(X509Certificate2? certificate, string link)
    {
        using var http = Client(certificate);
        return await http.GetAsync(link);
    }

    private async Task<(X509Certificate2 Certificate, (long OrgId, long UserId) Account)> RegisterAsync(double validDays = 30, double sinceDays = 1)
    {
        var number = Interlocked.Increment(ref _orgs);
        var org = (await new OpenEnterprise(_databases).RunAsync(new($"证书示例企业{number}", OrgKind.Manufacturer, $"91CERT{number:000000000000}"), new($"cert_main{number}", "主账号", Password, MustChangePassword: false))).Value;
        var certificate = TestCertificates.Of(TestCertificates.NewNumber('5'), TimeProvider.System, validDays, sinceDays);
        var added = await new AddCertificate(_databases).RunAsync(Actor.System(org), TestCertificates.FactsOf(certificate), null, null);
        added.Refusals.Should().BeEmpty();
        return (certificate, (org, added.Value));
    }

    private async Task<X509Certificate2> ExpiredAsync()
    {
        var (certificate, found) = await RegisterAsync();
        await using var db = _databases.Open(Actor.System(found.OrgId));
        var yesterday = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1);
        await db.Set<Certificate>().Where(x => x.UserId == found.UserId).ExecuteUpdateAsync(set => set.SetProperty(x => x.ValidUntil, yesterday));
        return certificate;
    }

    private async Task<X509Certificate2> RevokedAsync()
    {
        var (certificate, found) = await RegisterAsync();
        await RevokeAsync(found);
        return certificate;
    }

    private async Task RevokeAsync((long OrgId, long UserId) found)
    {
        await using var db = _databases.Open(Actor.System(found.OrgId));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await db.Set<Certificate>().Where(x => x.UserId == found.UserId).ExecuteUpdateAsync(set => set.SetProperty(x => x.RevokedAt, now));
    }
}
