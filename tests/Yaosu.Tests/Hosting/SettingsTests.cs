using System.Net;
using System.Net.Sockets;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>A start that can't succeed ends with one sentence that names what to mend, before anything was touched.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Database:Provider", "Foo", "配置项 Database:Provider 的值“Foo”无效：只能是 Embedded、PostgreSql 或 SqlServer。")]
    [InlineData("Database:Provider", "SqlServer", "缺少配置项 Database:ConnectionString：Database:Provider 为 SqlServer 时必须填写数据库连接串。")]
    [InlineData("Sessions:IdleMinutes", "0", "配置有误：Sessions:IdleMinutes 应在 1 到 1440 之间。")]
    [InlineData("Circuits:PerNode", "-1", "配置有误：Circuits:PerNode 应在 1 到 100000 之间。")]
    [InlineData("Circuits:PerPerson", "many", "配置有误：Circuits:PerPerson 的值“many”无法识别，请填写数字或规定的格式。")]
    [InlineData("Jobs:Lease", "00:00:00", "配置有误：Jobs:Lease 应在 00:00:01 到 01:00:00 之间；Jobs:RenewEvery 应不小于 00:00:00.1，且不超过 Jobs:Lease 的一半。")]
    [InlineData("Database:Embedded:StartTimeout", "soon", "配置有误：Database:Embedded:StartTimeout 的值“soon”无法识别，请填写数字或规定的格式。")]
    [InlineData("Proxy:Trusted:0", "10.0.0.0/99", "配置项 Proxy:Trusted 中的“10.0.0.0/99”不是 IP 地址或网段，例如 10.0.0.5 或 10.0.0.0/24。")]
    [InlineData("Urls", "nonsense", "配置项 Urls 的值“nonsense”不是网址：请写成 http://localhost:5080 这样的形式。")]
    [InlineData("Database:ConnectionString_FILE", "/nowhere/secret", "配置项 Database:ConnectionString_FILE 指定的文件“/nowhere/secret”无法读取：请检查路径和权限。")]
    [InlineData("CertificateSignIn:Port", "70000", "配置有误：CertificateSignIn:Port 应在 0 到 65535 之间，0 为不启用。")]
    public async Task A_wrong_setting_ends_the_start_with_the_name_of_its_key(string key, string value, string sentence)
    {
        var folder = HostProcess.NewDataFolder();
        var (exitCode, output, errors) = await HostProcess.RunAsync([], folder, (key, value));
        errors.Trim().Should().Be(sentence);
        output.Should().BeEmpty();
        exitCode.Should().Be(1);
        HostProcess.HasDatabase(folder).Should().BeFalse();
        HostProcess.Remove(folder);
    }

    [Theory]
    [InlineData(null, null, "配置有误：CertificateSignIn:ConsoleUrl 应填写浏览器打开控制台的网址，例如 https://console.example.com；CertificateSignIn:CertificatePath 应填写服务器证书文件（.pfx 或 .pem）的路径。")]
    [InlineData("/nowhere/own.pfx", "https://console.example.com", "配置项 CertificateSignIn:CertificatePath 指向的文件“/nowhere/own.pfx”不存在，请填写服务器证书文件（.pfx 或 .pem）的路径。")]
    public async Task A_port_for_certificates_that_can_not_work_ends_the_start(string? path, string? console, string sentence)
    {
        var folder = HostProcess.NewDataFolder();
        var (exitCode, _, errors) = await HostProcess.RunAsync([], folder, ("CertificateSignIn:Port", "5443"), ("CertificateSignIn:CertificatePath", path ?? ""), ("CertificateSignIn:ConsoleUrl", console ?? ""));
        errors.Trim().Should().Be(sentence);
        exitCode.Should().Be(1);
        HostProcess.HasDatabase(folder).Should().BeFalse();
        HostProcess.Remove(folder);
    }

    [Fact]
    public async Task An_occupied_port_is_said_in_one_sentence_and_no_database_is_made()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)occupant.LocalEndpoint).Port}";
        var folder = HostProcess.NewDataFolder();
        var (exitCode, output, errors) = await HostProcess.RunAsync([], folder, ("Urls", url));
        errors.Trim().Should().Be($"地址 {url} 已被其他程序占用：请停掉占用它的程序，或用 --urls 或配置项 Urls 换一个端口，例如 --urls http://localhost:5081。");
        output.Should().BeEmpty();
        exitCode.Should().Be(1);
        HostProcess.HasDatabase(folder).Should().BeFalse();
        HostProcess.Remove(folder);
    }

    [Fact]
    public async Task An_unknown_verb_is_answered_with_the_known_ones()
    {
        var folder = HostProcess.NewDataFolder();
        var (exitCode, _, errors) = await HostProcess.RunAsync(["doktor"], folder);
        errors.Should().StartWith("没有“doktor”这个命令。可用的命令：").And.Contain("migrate").And.NotContain("   at ");
        exitCode.Should().Be(1);
        HostProcess.HasDatabase(folder).Should().BeFalse();
        HostProcess.Remove(folder);
    }
}
