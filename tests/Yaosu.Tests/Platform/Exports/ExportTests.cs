using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Exports;

public sealed class ExportTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static long _orgs = 7_300;

    private readonly People _people = new();
    private readonly PlannedExport _export = new();
    private Actor _wang = null!;
    private ExportBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await ExportBench.StartAsync(database, _people, _export);
        _wang = _people.Now(new()
        {
            Kind = ActorKind.Person,
            OrgId = Interlocked.Increment(ref _orgs),
            UserId = 1,
            Name = "王芳",
            Permissions = new HashSet<string> { PlannedExport.Right.Code },
        });
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task The_view_becomes_a_file_that_only_its_asker_can_read_and_that_he_is_told_of()
    {
        var id = (await AskAsync(3, ["name", "number"], ExportFormat.Csv)).Value;

        var job = await _bench.WhenOverAsync(_wang, id);

        job.Should().BeEquivalentTo(new { State = JobState.Done, Title = "测试数据", ProgressDone = 3L, ProgressTotal = 3L, CreatedById = _wang.UserId });
        var result = StoredJson.Read<ExportResult>(job.ResultJson!);
        var file = (await _bench.FilesAsync(_wang)).Should().ContainSingle().Subject;
        file.Should().BeEquivalentTo(new { Id = result.FileId, Name = result.FileName, result.Size, State = StoredFileState.Stored, Purpose = "export", ContentType = "text/csv; charset=utf-8" });
        file.Name.Should().MatchRegex(@"^测试数据_\d{8}_\d{6}\.csv$");
        file.ExpiresAt.Should().BeCloseTo(TimeProvider.System.UtcNow().AddDays(7), TimeSpan.FromMinutes(1));
        (await _bench.TextAsync(file)).Should().Be("名称,序号\r\n第 1 行,1\r\n第 2 行,2\r\n第 3 行,3\r\n");
        (await _bench.Files.FindAsync(_wang, file.Id)).Should().NotBeNull();
        (await _bench.Files.FindAsync(_wang with { UserId = 2 }, file.Id)).Should().BeNull("exports are their asker's own");
        (await _bench.NotificationsAsync(_wang)).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Title = "导出已完成", Link = "/my/downloads" });
    }

    [Fact]
    public async Task A_workbook_is_known_as_one()
    {
        var id = (await AskAsync(3)).Value;
        await _bench.WhenOverAsync(_wang, id);

        var file = (await _bench.FilesAsync(_wang)).Single();
        await using var bytes = _bench.Files.TryOpen(file)!;
        (await ContentSniffer.SniffAsync(bytes, CancellationToken.None)).Kind.Should().Be(FileKind.Xlsx);
        file.ContentType.Should().Be(FileKind.Xlsx.ContentType());
    }

    [Fact]
    public async Task Asking_goes_into_the_audit_log_with_what_was_asked()
    {
        var id = (await AskAsync(3, ["name"])).Value;
        await using var db = _bench.Databases.Open(_wang);
        (await db.Set<AuditEntry>().SingleAsync(x => x.ObjectType == nameof(Job) && x.ObjectId == id))
            .Should().BeEquivalentTo(new { Action = ExportActions.Requested.Code, ActorId = _wang.UserId, ObjectName = "测试数据" })
            .And.Subject.As<AuditEntry>().Note.Should().Contain("名称").And.EndWith("条件：共 3 个，实有 3 个");
    }

    [Fact]
    public async Task Without_the_right_nothing_is_enqueued()
    {
        var refused = await _bench.Request.RunAsync(_wang with { Permissions = new HashSet<string>() }, _export.Code, new PlannedExport.Filter(3), null, ExportFormat.Csv);
        refused.Refusal!.Code.Should().Be("access.denied");
        await using var db = _bench.Databases.Open(_wang);
        (await db.Set<Job>().AnyAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Whoever_lost_the_right_meanwhile_gets_no_file()
    {
        var hold = Hold(at: 1);
        for (var i = 0; i < 4; i++)
            await AskAsync(3);
        // All four places of the node are busy, so the fifth waits.
        var id = (await AskAsync(3)).Value;
        _people.Now(_wang with { Permissions = new HashSet<string>() });
        hold.SetResult();

        var job = await _bench.WhenOverAsync(_wang, id);

        job.State.Should().Be(JobState.Failed);
        job.Error.Should().Contain(PlannedExport.Right.Name);
        job.ResultJson.Should().BeNull();
    }

    [Fact]
    public async Task Columns_that_are_none_are_left_out_and_no_column_at_all_is_refused()
    {
        var id = (await AskAsync(1, ["nonsense", "odd", "odd"], ExportFormat.Csv)).Value;
        await _bench.WhenOverAsync(_wang, id);
        (await _bench.TextAsync((await _bench.FilesAsync(_wang)).Single())).Should().Be("单数\r\n是\r\n");

        (await AskAsync(1, ["nonsense"])).Refusal.Should().Be(ExportRefusals.NoColumns);
    }

    [Fact]
    public async Task A_wrong_code_or_filter_is_a_programmers_mistake()
    {
        var code = () => _bench.Request.RunAsync(_wang, "test.none", new PlannedExport.Filter(1), null, ExportFormat.Csv);
        var filter = () => _bench.Request.RunAsync(_wang, _export.Code, "text", null, ExportFormat.Csv);
        await code.Should().ThrowAsync<ArgumentException>();
        await filter.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task One_person_has_only_so_many_running()
    {
        var hold = Hold(at: 1);
        for (var i = 0; i < RequestExport.MostRunning; i++)
            (await AskAsync(3)).IsDone.Should().BeTrue();

        (await AskAsync(3)).Refusal!.Code.Should().Be("export.too-many-running");
        (await _bench.Request.RunAsync(_wang with { UserId = 2 }, _export.Code, new PlannedExport.Filter(1), null, ExportFormat.Csv)).IsDone.Should().BeTrue();
        hold.SetResult();
    }

    [Fact]
    public async Task Rows_that_come_later_are_not_in_the_file()
    {
        _export.World = 3;
        var hold = Hold(at: 1);
        var id = (await AskAsync(100, ["number"], ExportFormat.Csv)).Value;
        _export.World = 50;
        hold.SetResult();
        await _bench.WhenOverAsync(_wang, id);
        (await _bench.TextAsync((await _bench.FilesAsync(_wang)).Single())).Should().Be("序号\r\n1\r\n2\r\n3\r\n");
    }

    [Fact]
    public async Task Progress_is_told_while_it_runs()
    {
        var hold = Hold(at: 50_000);
        var id = (await AskAsync(100_000)).Value;

        var running = await _bench.WhenAsync(_wang, id, job => job.ProgressDone > 0);

        running.Should().BeEquivalentTo(new { State = JobState.Running, ProgressTotal = 100_000L });
        running.ProgressDone.Should().BeInRange(1, 50_000);
        hold.SetResult();
        await _bench.WhenOverAsync(_wang, id);
    }

    [Fact]
    public async Task A_try_that_fails_half_way_leaves_nothing_and_the_next_writes_the_same_file()
    {
        var failed = 0;
        _export.Before = i => i == 20_000 && Interlocked.Increment(ref failed) <= 2 ? throw new IOException("planted") : Task.CompletedTask;
        var broken = (await AskAsync(30_000)).Value;
        var job = await _bench.WhenOverAsync(_wang, broken);
        var whole = (await AskAsync(30_000)).Value;
        await _bench.WhenOverAsync(_wang, whole);

        job.State.Should().Be(JobState.Done);
        job.Tries.Should().Be(2);
        var files = await _bench.FilesAsync(_wang);
        files.Should().HaveCount(2).And.OnlyContain(file => file.State == StoredFileState.Stored);
        files[0].Sha256.Should().Be(files[1].Sha256);
        _bench.FilesOnDisk(_wang.OrgId).Should().BeEquivalentTo(files.Select(file => $"{file.Id}"));
        (await _bench.NotificationsAsync(_wang)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_cancelled_export_leaves_nothing_and_can_be_sent_on_its_way_again()
    {
        var hold = Hold(at: 20_000);
        var id = (await AskAsync(30_000)).Value;
        await _bench.WhenAsync(_wang, id, job => job.ProgressDone > 0);
        (await _bench.Get<CancelJob>().RunAsync(_wang, id)).IsDone.Should().BeTrue();
        hold.SetResult();

        await EventuallyAsync(async () => (await _bench.FilesAsync(_wang)).Count == 0 && _bench.FilesOnDisk(_wang.OrgId).Count == 0);
        (await _bench.JobAsync(_wang, id)).State.Should().Be(JobState.Cancelled);
        (await _bench.NotificationsAsync(_wang)).Should().BeEmpty();

        (await _bench.Get<RetryJob>().RunAsync(_wang, id)).IsDone.Should().BeTrue();
        (await _bench.WhenOverAsync(_wang, id)).State.Should().Be(JobState.Done);
        (await _bench.FilesAsync(_wang)).Should().ContainSingle();
    }

    [Fact]
    public async Task Once_stored_a_second_run_of_the_job_only_hands_the_file_back()
    {
        var id = (await AskAsync(3)).Value;
        var done = await _bench.WhenOverAsync(_wang, id);
        // As if the node had died between storing the file and saying so: the lease ends, another node takes the job.
        await using (var db = _bench.Databases.Open(_wang))
            await db.Set<Job>().Where(x => x.Id == id).ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, JobState.Running).SetProperty(x => x.DueAt, TimeProvider.System.UtcNow()).SetProperty(x => x.LeaseOwner, "dead")
                .SetProperty(x => x.ResultJson, (string?)null));

        var again = await _bench.WhenAsync(_wang, id, job => job.IsOver && job.ResultJson != null);

        again.ResultJson.Should().Be(done.ResultJson);
        (await _bench.FilesAsync(_wang)).Should().ContainSingle();
        (await _bench.NotificationsAsync(_wang)).Should().ContainSingle();
    }

    [Fact]
    public async Task When_the_quota_is_used_up_the_export_says_so_and_is_not_tried_again()
    {
        await _bench.DisposeAsync();
        _bench = await ExportBench.StartAsync(database, _people, _export, files: files => files.QuotaMb = 1);
        var id = (await AskAsync(200_000, format: ExportFormat.Csv)).Value;

        var job = await _bench.WhenOverAsync(_wang, id);

        job.State.Should().Be(JobState.Failed);
        job.Error.Should().Contain("文件空间");
        job.Tries.Should().Be(0);
        _bench.FilesOnDisk(_wang.OrgId).Should().BeEmpty();
    }

    private Task<Outcome<long>> AskAsync(int count, IReadOnlyList<string>? columns = null, ExportFormat format = ExportFormat.Xlsx) =>
        _bench.Request.RunAsync(_wang, _export.Code, new PlannedExport.Filter(count), columns, format);

    /// <summary>Every export waits before that row until told to go on.</summary>
    private TaskCompletionSource Hold(int at)
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _export.Before = i => i == at ? hold.Task : Task.CompletedTask;
        return hold;
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
            await Task.Delay(20, over.Token);
    }
}
