using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>A certificate from its upload to the console that it opens, with a real TLS port and a browser that holds its key.</summary>
public sealed class CertificateTests(RunningConsole console) : OwnHostTest(console)
{
    private readonly string _keys = Directory.CreateTempSubdirectory("yaosu-keys-").FullName;
    private readonly (int Console, int Certificates) _ports = (FreePort(), FreePort());

    protected override (string Key, string Value)[] Settings =>
    [
        ("Urls", $"http://127.0.0.1:{_ports.Console}"),
        ("CertificateSignIn:Port", $"{_ports.Certificates}"),
        ("CertificateSignIn:Host", "127.0.0.1"),
        ("CertificateSignIn:ConsoleUrl", $"http://127.0.0.1:{_ports.Console}"),
        ("CertificateSignIn:CertificatePath", Save("own", Make("CN=127.0.0.1"))),
    ];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    [Fact]
    public async Task It_is_uploaded_gets_a_place_signs_in_and_is_revoked()
    {
        ExpectTrouble("415 (Unsupported Media Type)");
        using var certificate = Make("CN=端到端证书, SERIALNUMBER=5123456789");
        var page = await OpenAsync("/orgs/certificates");
        await page.GetByRole(AriaRole.Link, new() { Name = "上传证书" }).ClickAsync();
        var file = page.Locator("input[type='file']");
        await file.SetInputFilesAsync(new FilePayload { Name = "证书.cer", MimeType = "application/x-x509-ca-cert", Buffer = certificate.Export(X509ContentType.Pkcs12, "secret") });
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "文件里有私钥" })).ToBeVisibleAsync();
        await Accessible(page);
        await file.SetInputFilesAsync(new FilePayload { Name = "证书.cer", MimeType = "application/x-x509-ca-cert", Buffer = certificate.RawData });
        await Expect(page.GetByLabel("证书号")).ToHaveValueAsync("5123456789");
        await Expect(page.GetByLabel("名称")).ToHaveValueAsync("端到端证书");
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.Heading("端到端证书")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "设置部门和角色" }).ClickAsync();
        await page.GetByLabel("所属机构").SelectOptionAsync(new SelectOptionValue { Label = "质量部" });
        await page.GetByLabel("质量负责人").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.GetByText("人员资料已保存。")).ToBeVisibleAsync();

        await using var browser = await Running.Browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            Locale = "zh-CN",
            IgnoreHTTPSErrors = true,
            ClientCertificates = [new() { Origin = $"https://127.0.0.1:{_ports.Certificates}", PfxPath = Save("person", certificate) }],
        });
        var theirs = await browser.NewPageAsync();
        await theirs.GotoAsync("/sign-in");
        await theirs.GetByRole(AriaRole.Link, new() { Name = "数字证书登录" }).ClickAsync();
        await Accessible(theirs);
        await theirs.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "数字证书登录" }).Last.ClickAsync();
        await Expect(theirs.Heading("工作台")).ToBeVisibleAsync();
        await theirs.InMenu("我的账号").ClickAsync();
        await Expect(theirs.GetByText("这是数字证书账号，只能用证书登录")).ToBeVisibleAsync();

        await page.GotoAsync("/orgs/certificates?q=5123456789");
        await page.SettledAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "5123456789" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "吊销" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox, new() { Name = "原因" }).FillAsync("介质丢失");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "吊销" }).ClickAsync();
        await Expect(page.GetByText("数字证书已吊销。")).ToBeVisibleAsync();
        await Expect(theirs.Heading("登录已结束")).ToBeVisibleAsync();
        await theirs.GotoAsync("/sign-in/certificate");
        await theirs.GetByRole(AriaRole.Link, new() { Name = "数字证书登录" }).Last.ClickAsync();
        await Expect(theirs.GetByRole(AriaRole.Alert)).ToContainTextAsync("这张数字证书已吊销，不能登录");
    }

    private static X509Certificate2 Make(string subject)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
    }

    private string Save(string name, X509Certificate2 certificate)
    {
        var path = Path.Combine(_keys, name + ".pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12));
        return path;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
