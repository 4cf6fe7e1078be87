using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.AuditLog;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Exports;

/// <summary>T-38: the host is killed in the middle of an export.</summary>
public sealed class KilledExportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Rows = 200_000;

    [Fact]
    public async Task Whenever_its_node_is_killed_an_export_ends_as_one_file_equal_to_an_undisturbed_one()
    {
        var data = HostProcess.NewDataFolder();
        var databases = new AppDbFactory(ProductModules.All, database.Engine, database.Live, TimeProvider.System);
        var host = await StartAsync(data);
        try
        {
            var actor = await MainAccountAsync(databases);
            var folder = Path.Combine(data, "files", $"{actor.OrgId}");
            // The demo's own papers lie there too.
            var there = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
            await AddAuditLinesAsync(actor.OrgId);
            var undisturbed = await AskAsync(databases, actor);
            var whole = await OverAsync(databases, actor, undisturbed);
            var asked = 1;
            foreach (var percent in new[] { 30, 60, 95 })
            {
                long disturbed;
                do
                {
                    (asked++).Should().BeLessThan(12, "the export is sometimes still running when it is killed");
                    disturbed = await AskAgainAsync(databases, actor, undisturbed);
                    await WrittenAsync(folder, whole.Size * percent / 100, () => StateAsync(databases, actor, disturbed));
                    await host.KillAsync();
                    var state = await StateAsync(databases, actor, disturbed);
                    await host.DisposeAsync();
                    host = await StartAsync(data);
                    await OverAsync(databases, actor, disturbed);
                    // Too late: it was done before it was killed, which shows nothing.
                    if (state == JobState.Running)
                        break;
                }
                while (true);
            }

            await using var db = databases.Open(actor);
            var files = await db.Set<StoredFile>().Where(x => x.Purpose == ExportFiles.Purpose.Code).ToListAsync();
            files.Should().HaveCount(asked, "one for each export").And.OnlyContain(file => file.State == StoredFileState.Stored && file.Sha256 == whole.Sha256);
            var onDisk = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Except(there).ToList();
            onDisk.Select(Path.GetFileName).Should().BeEquivalentTo(files.Select(file => $"{file.Id}"), "no half-written file is left");
            foreach (var path in onDisk)
                Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(path))).Should().Be(whole.Sha256);
        }
        finally
        {
            await host.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private Task<HostProcess> StartAsync(string data) => HostProcess.StartAsync(data,
        ("Database:Provider", "PostgreSql"), ("Database:ConnectionString", database.ConnectionString),
        ("Jobs:Lease", "00:00:02"), ("Jobs:RenewEvery", "00:00:00.5"), ("Jobs:Poll", "00:00:00.2"));

    /// <summary>Waits until so much is written, or all of it. The file grows with every buffer, while progress is told about twice a second only.</summary>
    private static async Task WrittenAsync(string folder, long bytes, Func<Task<JobState>> state)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!Directory.EnumerateFiles(folder, "*.part", SearchOption.AllDirectories).Any(path => new FileInfo(path) is { Exists: true } part && part.Length >= bytes)
            && await state() is JobState.Waiting or JobState.Running)
            await Task.Delay(2, over.Token);
    }

    private static async Task<StoredFile> OverAsync(AppDbFactory databases, Actor actor, long id)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            await using var db = databases.Open(actor);
            var job = await db.Set<Job>().AsNoTracking().SingleAsync(x => x.Id == id);
            if (job.IsOver)
            {
                job.State.Should().Be(JobState.Done, job.Error);
                var file = ExportJobs.Result(job.ResultJson, job.CheckpointJson)!.FileId;
                return await db.Set<StoredFile>().AsNoTracking().SingleAsync(x => x.Id == file);
            }
            await Task.Delay(20, over.Token);
        }
    }

    private static async Task<JobState> StateAsync(AppDbFactory databases, Actor actor, long id)
    {
        await using var db = databases.Open(actor);
        return await db.Set<Job>().Where(x => x.Id == id).Select(x => x.State).SingleAsync();
    }

    private static async Task<Actor> MainAccountAsync(AppDbFactory databases)
    {
        await using var platform = databases.OpenPlatform();
        var main = await platform.Set<User>().OfAllOrgs("The test wants anybody of the demo world.").FirstAsync(x => x.IsMain);
        return new() { Kind = ActorKind.Person, OrgId = main.OrgId, UserId = main.Id, Name = main.Name, IsMain = true };
    }

    /// <summary>Written past the chain, which this test doesn't ask for.</summary>
    private Task AddAuditLinesAsync(long orgId) => TestServer.RunAsync(database.ConnectionString, $"""
        INSERT INTO platform."AuditEntries" ("OrgId", "Id", "Sequence", "At", "ActorKind", "ActorId", "ActorName", "Action", "ObjectType", "ObjectId", "ObjectName", "PreviousHash", "Hash")
        SELECT {orgId}, 1000000000 + i, 1000000 + i, now(), 'Person', i, 'user ' || i, 'orgs.sign-in.done', 'User', i, md5(i::text), ''::bytea, ''::bytea FROM generate_series(1, {Rows}) i;
        UPDATE platform."AuditHeads" SET "Sequence" = 2000000 WHERE "OrgId" = {orgId}
        """);

    private static async Task<long> AskAsync(AppDbFactory databases, Actor actor)
    {
        var exports = new RequestExport(databases, new ExportList([new AuditLogExport(new AuditWords(ProductModules.All, databases))]));
        return (await exports.RunAsync(actor, AuditLogExport.ExportCode, new AuditLogFilter(), columns: null, ExportFormat.Xlsx)).Value;
    }

    /// <summary>The very same export, pinned to the same rows.</summary>
    private static async Task<long> AskAgainAsync(AppDbFactory databases, Actor actor, long id)
    {
        await using var db = databases.Open(actor);
        var first = await db.Set<Job>().AsNoTracking().SingleAsync(x => x.Id == id);
        var job = db.Enqueue(ExportJob.JobKind, first.Title, StoredJson.Read<ExportArguments>(first.ArgumentsJson));
        await db.SaveChangesAsync();
        return job.Id;
    }
}
