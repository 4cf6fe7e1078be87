using System.Net;
using Microsoft.EntityFrameworkCore;
using Yaosu.Downloads;
using Yaosu.Downloads.Mine;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Platform.Exports;
using Yaosu.Tests.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Downloads;

public sealed class MyDownloadsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static long _users = 500;

    private readonly Actor _wang = FileHost.Somebody(Interlocked.Increment(ref _users)) with { Permissions = new HashSet<string> { PlannedExport.Right.Code } };
    private readonly PlannedExport _export = new();

    private MyDownloads Downloads => new(database.Databases);

    private DeleteDownload Delete => new(database.Databases);

    private RepeatDownload Repeat => new(database.Databases, new RequestExport(database.Databases, new ExportList([_export])));

    [Fact]
    public async Task Everyone_sees_his_own_exports_newest_first_and_nothing_else()
    {
        var first = await database.Databases.ExportAsync(_wang, JobState.Done);
        var second = await database.Databases.ExportAsync(_wang, JobState.Waiting);
        await database.Databases.ExportAsync(FileHost.Somebody(_wang.UserId + 7_000), JobState.Done);
        await database.Databases.ExportAsync(FileHost.Somebody(_wang.UserId, FileHost.OtherOrg), JobState.Done);
        await using (var db = database.Open(_wang))
        {
            db.Enqueue("test.other", "不是导出的任务", new { });
            await db.SaveChangesAsync();
        }

        (await ListAsync(null)).Select(row => row.Id).Should().Equal(second, first);
    }

    [Theory]
    [InlineData(JobState.Waiting, true, DownloadState.Waiting)]
    [InlineData(JobState.Running, true, DownloadState.Running)]
    [InlineData(JobState.Done, true, DownloadState.Ready)]
    [InlineData(JobState.Done, false, DownloadState.Expired)]
    [InlineData(JobState.Failed, true, DownloadState.Failed)]
    [InlineData(JobState.Cancelled, true, DownloadState.Cancelled)]
    public async Task Its_state_is_what_one_can_do_with_it(JobState job, bool withFile, DownloadState state)
    {
        await database.Databases.ExportAsync(_wang, job, withFile: withFile);

        var row = (await ListAsync(null)).Should().ContainSingle().Subject;
        row.State.Should().Be(state);
        row.FileName.Should().Be(SeededDownloads.Arguments.FileName);
        row.ExpiresAt.Should().Be(state == DownloadState.Ready ? database.Time.UtcNow().AddDays(7) : null);
    }

    [Fact]
    public async Task A_file_whose_time_is_over_has_expired_and_the_filter_agrees()
    {
        await database.Databases.ExportAsync(_wang, JobState.Done);
        (await ListAsync(DownloadState.Ready)).Should().ContainSingle();

        database.Time.Advance(TimeSpan.FromDays(7));

        (await ListAsync(DownloadState.Ready)).Should().BeEmpty();
        (await ListAsync(DownloadState.Expired)).Should().ContainSingle().Which.State.Should().Be(DownloadState.Expired);
    }

    [Fact]
    public async Task Each_state_can_be_filtered_for()
    {
        foreach (var job in Enum.GetValues<JobState>())
            await database.Databases.ExportAsync(_wang, job);
        foreach (var state in Enum.GetValues<DownloadState>().Where(state => state != DownloadState.Expired))
            (await ListAsync(state)).Should().ContainSingle().Which.State.Should().Be(state);
        var (going, ready) = await Downloads.GoingAsync(_wang);
        going.Select(row => row.State).Should().BeEquivalentTo([DownloadState.Waiting, DownloadState.Running]);
        ready.Should().Be(1);
    }

    [Fact]
    public async Task The_time_left_is_guessed_from_the_speed_so_far()
    {
        await database.Databases.ExportAsync(_wang, JobState.Running, done: 250, total: 1_000);
        database.Time.Advance(TimeSpan.FromSeconds(10));

        var row = (await ListAsync(null)).Single();

        row.Percent.Should().Be(25);
        row.Remaining.Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Deleting_takes_the_file_along_and_is_in_the_audit_log()
    {
        var id = await database.Databases.ExportAsync(_wang, JobState.Done);

        (await Delete.RunAsync(_wang, id)).IsDone.Should().BeTrue();

        (await ListAsync(null)).Should().BeEmpty();
        await using var db = database.Open(_wang);
        (await db.Set<StoredFile>().SingleAsync(x => x.CreatedById == _wang.UserId)).State.Should().Be(StoredFileState.Deleted);
        (await db.Set<AuditEntry>().SingleAsync(x => x.ObjectId == id && x.ActorId == _wang.UserId)).Action.Should().Be(DownloadsActions.Deleted.Code);
        (await Delete.RunAsync(_wang, id)).Refusal.Should().Be(DownloadsRefusals.NotFound);
    }

    [Fact]
    public async Task What_is_going_on_or_is_anothers_can_not_be_deleted_or_repeated()
    {
        foreach (var state in new[] { JobState.Waiting, JobState.Running })
        {
            var id = await database.Databases.ExportAsync(_wang, state);
            (await Delete.RunAsync(_wang, id)).Refusal.Should().Be(DownloadsRefusals.StillRunning);
            (await Repeat.RunAsync(_wang, id)).Refusal.Should().Be(DownloadsRefusals.NotRepeatable);
        }
        var done = await database.Databases.ExportAsync(_wang, JobState.Done);
        foreach (var other in new[] { _wang with { UserId = _wang.UserId + 7_000, IsMain = true }, _wang with { OrgId = FileHost.OtherOrg } })
        {
            (await Delete.RunAsync(other, done)).Refusal.Should().Be(DownloadsRefusals.NotFound);
            (await Repeat.RunAsync(other, done)).Refusal.Should().Be(DownloadsRefusals.NotFound);
        }
        (await database.Databases.FindAsync(_wang, done)).Should().NotBeNull();
    }

    [Fact]
    public async Task Repeating_asks_for_the_same_list_with_the_rows_of_now()
    {
        var id = await database.Databases.ExportAsync(_wang, JobState.Done, withFile: false);
        _export.World = 2;

        var again = await Repeat.RunAsync(_wang, id);

        var job = await database.Databases.FindAsync(_wang, again.Value);
        job!.State.Should().Be(JobState.Waiting);
        var arguments = StoredJson.Read<ExportArguments>(job.ArgumentsJson);
        arguments.Should().BeEquivalentTo(SeededDownloads.Arguments, options => options.Including(x => x.Code).Including(x => x.Columns).Including(x => x.Format));
        arguments.FilterJson.Should().Be("""{"count":3,"pinned":2}""");
        (await Repeat.RunAsync(_wang with { Permissions = new HashSet<string>() }, id)).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task The_link_on_the_page_leads_its_owner_to_the_file_and_nobody_else()
    {
        await using var host = await FileHost.StartAsync(database, more: FetchEndpoint.Map);
        var begun = (await host.Store.BeginAsync(_wang, ExportFiles.Purpose, "审计日志.csv", announced: null, CancellationToken.None)).Value;
        await using (begun)
        {
            await begun.Bytes.WriteAsync("a,b\r\n"u8.ToArray());
            await begun.SettleAsync(CancellationToken.None);
            await using var db = database.Open(_wang);
            await db.InTransactionAsync(() => begun.StoreAsync(db, "text/csv", CancellationToken.None));
        }
        var id = await database.Databases.ExportAsync(_wang, JobState.Done, withFile: false);
        await using (var db = database.Open(_wang))
        {
            var result = StoredJson.Write(new ExportResult(begun.Id, "审计日志.csv", 5, 1));
            await db.Set<Job>().Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.ResultJson, result));
        }

        using var mine = await host.GetAsync(_wang, DownloadsUrls.Fetch(id));
        using var colleague = await host.GetAsync(FileHost.Somebody(_wang.UserId + 7_000), DownloadsUrls.Fetch(id));
        using var stranger = await host.GetAsync(_wang with { OrgId = FileHost.OtherOrg }, DownloadsUrls.Fetch(id));
        using var nobody = await host.GetAsync(null, DownloadsUrls.Fetch(id));

        (await mine.Content.ReadAsStringAsync()).Should().Be("a,b\r\n");
        mine.RequestMessage!.RequestUri!.AbsolutePath.Should().StartWith("/downloads/");
        mine.Content.Headers.ContentDisposition!.FileNameStar.Should().Be("审计日志.csv");
        foreach (var other in new[] { colleague, stranger, nobody })
            other.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<IReadOnlyList<Download>> ListAsync(DownloadState? state) => (await Downloads.RunAsync(_wang, state, new PageRequest())).Rows;
}
