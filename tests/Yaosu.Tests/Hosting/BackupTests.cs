using System.Net;
using Microsoft.EntityFrameworkCore;
using Yaosu.Data.PostgreSql;
using Yaosu.Orgs.AuditLog;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Jobs;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>T-52: a backup is made while the host is written to, and becomes a host again.</summary>
public sealed class BackupTests
{
    private static readonly AuditAction Act = new("test.backup.written", "写入");

    [Fact]
    public async Task A_backup_made_under_load_becomes_a_whole_installation_again()
    {
        var (folder, backups, restored) = (HostProcess.NewDataFolder(), HostProcess.NewDataFolder(), HostProcess.NewDataFolder());
        Dictionary<string, string> cookies;
        long before, after;
        await using (var host = await HostProcess.StartAsync(folder))
        {
            using var visitor = new Visitor(host.Address);
            using (var signedIn = await visitor.SignInAsync("yunshan", HostProcess.DemoPassword))
                signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
            cookies = visitor.Cookies;

            await using var engine = new PostgreSqlEngine(ConnectionTo(folder));
            var databases = new AppDbFactory(ProductModules.All, engine, new RecordingLiveTopics(), TimeProvider.System);
            using var enough = new CancellationTokenSource();
            var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WriteAsync(databases, enough.Token)));
            while (await WrittenAsync(databases) < 20)
                await Task.Delay(20);

            before = await WrittenAsync(databases);
            var made = await HostProcess.RunAsync(["backup", backups], folder);
            made.Output.Should().Contain("备份完成：");
            made.ExitCode.Should().Be(0, made.Errors);
            after = await WrittenAsync(databases);
            after.Should().BeGreaterThan(before, "it was written to all the time");
            await enough.CancelAsync();
            await writing;
            (await host.StopAsync()).Should().Be(0);
        }

        var backup = Directory.GetDirectories(backups).Should().ContainSingle().Subject;
        await SaysAsync(0, "恢复完成。", ["restore", backup], restored);
        await SaysAsync(0, "结论：数据完整。", ["doctor"], restored);
        await SaysAsync(0, "审计日志完整，没有被改动或缺失。", ["verify-audit"], restored);
        await IsRefusedAsync("为避免覆盖", ["restore", backup], restored);

        await using (var host = await HostProcess.StartAsync(restored))
        {
            using var visitor = new Visitor(host.Address);
            foreach (var (name, value) in cookies)
                visitor.Cookies.Add(name, value);
            using (var home = await visitor.GetAsync("/"))
                home.StatusCode.Should().Be(HttpStatusCode.OK, "the keys of the cookies came along");
            await using var engine = new PostgreSqlEngine(ConnectionTo(restored));
            var databases = new AppDbFactory(ProductModules.All, engine, new RecordingLiveTopics(), TimeProvider.System);
            (await WrittenAsync(databases)).Should().BeInRange(before, after);
        }
        foreach (var path in new[] { folder, backups, restored })
            HostProcess.Remove(path);
    }

    [Fact]
    public async Task A_backup_with_a_changed_byte_is_not_restored()
    {
        var (folder, backups, restored) = (HostProcess.NewDataFolder(), HostProcess.NewDataFolder(), HostProcess.NewDataFolder());
        await using (await HostProcess.StartAsync(folder))
            await SaysAsync(0, "备份完成：", ["backup", backups], folder);
        var backup = Directory.GetDirectories(backups).Single();
        var victim = Directory.GetFiles(backup, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length > 8192).Order(StringComparer.Ordinal).First();
        await using (var bytes = new FileStream(victim, FileMode.Open))
        {
            bytes.Position = 4096;
            var value = bytes.ReadByte();
            bytes.Position = 4096;
            bytes.WriteByte((byte)(value ^ 1));
        }
        await IsRefusedAsync(Path.GetFileName(victim), ["restore", backup], restored);
        HostProcess.HasDatabase(restored).Should().BeFalse();
        foreach (var path in new[] { folder, backups, restored })
            HostProcess.Remove(path);
    }

    private static string ConnectionTo(string folder) => $"Host={folder}/postgres/socket;Username=yaosu;Database=yaosu;Pooling=false";

    private static async Task SaysAsync(int exitCode, string sentence, string[] verb, string folder)
    {
        var (code, output, errors) = await HostProcess.RunAsync(verb, folder);
        output.Should().Contain(sentence, errors);
        code.Should().Be(exitCode);
    }

    private static async Task IsRefusedAsync(string because, string[] verb, string folder)
    {
        var (code, _, errors) = await HostProcess.RunAsync(verb, folder);
        errors.Should().Contain(because).And.NotContain("   at ");
        code.Should().Be(1);
    }

    /// <summary>Lines of the audit chain, and now and then an export, which becomes a file.</summary>
    private static async Task WriteAsync(AppDbFactory databases, CancellationToken enough)
    {
        var actor = await ActorAsync(databases);
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            await using var db = databases.Open(actor);
            db.Record(Act, new AuditObject(nameof(Job), i, "backup"));
            if (i % 10 == 0)
                db.Enqueue(ExportJob.JobKind, "备份期间的导出", new ExportArguments(AuditLogExport.ExportCode, StoredJson.Write(new AuditLogFilter(UpTo: 10)), ["sequence", "person"], ExportFormat.Csv, "备份期间.csv"));
            await db.SaveChangesAsync(CancellationToken.None);
        }
    }

    private static async Task<long> WrittenAsync(AppDbFactory databases)
    {
        await using var db = databases.Open(await ActorAsync(databases));
        return await db.Set<AuditEntry>().LongCountAsync(x => x.Action == Act.Code);
    }

    private static async Task<Actor> ActorAsync(AppDbFactory databases)
    {
        await using var platform = databases.OpenPlatform();
        var name = await platform.Set<SignInName>().SingleAsync(x => x.Name == "yunshan");
        return new() { Kind = ActorKind.Person, OrgId = name.OrgId, UserId = name.UserId, Name = "演示", IsMain = true };
    }
}
