using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Downloads;
using Yaosu.Downloads.Home;
using Yaosu.Downloads.Mine;
using Yaosu.Platform.Access;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;
using Yaosu.Platform.Ui.Kit;
using Yaosu.Tests.Platform.Exports;
using Yaosu.Tests.Support;
using Yaosu.Tests.Ui.Kit;

namespace Yaosu.Tests.Downloads;

public sealed class MyDownloadsPageTests : KitContext, IClassFixture<TestDatabase>
{
    private static long _users = 900;

    private readonly TestDatabase _database;
    private readonly Announcements _live = new();
    private readonly Actor _wang = new() { Kind = ActorKind.Person, OrgId = 7, UserId = Interlocked.Increment(ref _users), Name = "王芳", IsMain = true };

    public MyDownloadsPageTests(TestDatabase database)
    {
        _database = database;
        Services.AddSingleton(database.Databases);
        Services.AddSingleton<ILiveTopics>(_live);
        Services.AddSingleton<ICurrentActor>(new Circuit(_wang));
        Services.AddSingleton(new ExportList([new PlannedExport()]));
        Services.AddSingleton<RequestExport>();
        Services.AddSingleton<CancelJob>();
        Services.AddSingleton<RetryJob>();
        Services.AddSingleton<MyDownloads>();
        Services.AddSingleton<RepeatDownload>();
        Services.AddSingleton<DeleteDownload>();
    }

    [Fact]
    public void An_empty_list_says_where_exports_come_from()
    {
        var page = Open();
        page.WaitForAssertion(() => page.Find(".empty").TextContent.Should().Contain("还没有导出").And.Contain("点“导出”"));
    }

    [Fact]
    public async Task Each_export_shows_how_far_it_is_and_what_can_be_done()
    {
        await _database.Databases.ExportAsync(_wang, JobState.Failed, error: "已尝试 5 次仍未成功。请点击“重试”。");
        await _database.Databases.ExportAsync(_wang, JobState.Running, done: 250, total: 1_000);
        var ready = await _database.Databases.ExportAsync(_wang, JobState.Done);

        var page = Open();

        page.WaitForAssertion(() => page.FindAll("tbody tr").Should().HaveCount(3));
        var rows = page.FindAll("tbody tr");
        var link = rows[0].QuerySelector("a[download]")!;
        link.GetAttribute("href").Should().Be(DownloadsUrls.Fetch(ready));
        link.GetAttribute("aria-label").Should().Contain("测试数据_20260105_100000.csv");
        rows[0].TextContent.Should().Contain("可下载").And.Contain("2 KB");
        rows[1].QuerySelector("progress")!.GetAttribute("value").Should().Be("25");
        rows[1].TextContent.Should().Contain("生成中").And.Contain("250 / 1,000 行");
        rows[1].QuerySelector("a[download]").Should().BeNull();
        rows[2].TextContent.Should().Contain("失败").And.Contain("已尝试 5 次仍未成功");
    }

    [Fact]
    public async Task The_row_moves_on_by_itself_when_its_job_does()
    {
        var id = await _database.Databases.ExportAsync(_wang, JobState.Running, done: 1, total: 4);
        var page = Open();
        page.WaitForAssertion(() => page.Find("progress").GetAttribute("value").Should().Be("25"));

        await SetAsync(id, progress: 3);
        _live.Changed(new(_wang.OrgId, JobTopics.All));
        page.WaitForAssertion(() => page.Find("progress").GetAttribute("value").Should().Be("75"));

        await SetAsync(id, progress: 4);
        _live.Changed(new(_wang.OrgId, JobTopics.All));
        page.Find("progress").GetAttribute("value").Should().Be("75", "it draws at most once a second");
        Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => page.Find("progress").GetAttribute("value").Should().Be("100"));
    }

    [Fact]
    public async Task Cancelling_stops_the_job_and_says_so()
    {
        var id = await _database.Databases.ExportAsync(_wang, JobState.Running);
        var page = Open();
        page.WaitForAssertion(() => page.FindAll("tbody button").Should().ContainSingle());

        await page.Find("tbody button").ClickAsync(new());

        page.WaitForAssertion(() => page.Find("tbody").TextContent.Should().Contain("已取消"));
        (await _database.Databases.FindAsync(_wang, id))!.State.Should().Be(JobState.Cancelled);
        Services.GetRequiredService<Toasts>().Shown.Should().ContainSingle().Which.Kind.Should().Be(ToastKind.Success);
    }

    [Fact]
    public async Task An_act_that_came_too_late_is_refused_with_a_sentence()
    {
        var id = await _database.Databases.ExportAsync(_wang, JobState.Running);
        var page = Open();
        page.WaitForAssertion(() => page.FindAll("tbody button").Should().ContainSingle());
        await using (var db = _database.Open(_wang))
            await db.Set<Job>().Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, JobState.Done));

        await page.Find("tbody button").ClickAsync(new());

        page.WaitForAssertion(() => Services.GetRequiredService<Toasts>().Shown.Should().ContainSingle().Which.Text.Should().Be(JobRefusals.AlreadyOver.Text));
    }

    [Fact]
    public async Task The_state_in_the_address_filters_the_list()
    {
        await _database.Databases.ExportAsync(_wang, JobState.Failed);
        await _database.Databases.ExportAsync(_wang, JobState.Done);
        var page = Open("my/downloads?state=Ready");
        page.WaitForAssertion(() => page.FindAll("tbody tr").Should().ContainSingle().Which.TextContent.Should().Contain("可下载"));
    }

    [Fact]
    public async Task The_tile_shows_what_is_going_on_and_how_much_is_ready()
    {
        await _database.Databases.ExportAsync(_wang, JobState.Running, title: "往来单位", done: 1, total: 2);
        await _database.Databases.ExportAsync(_wang, JobState.Done);

        var tile = Render<RunningDownloadsTile>();

        tile.WaitForAssertion(() => tile.Find("li").TextContent.Should().Contain("往来单位").And.Contain("1 / 2 行"));
        tile.Find("progress").GetAttribute("value").Should().Be("50");
        tile.Find(".ready a").GetAttribute("href").Should().Be("/my/downloads?state=Ready");
    }

    private IRenderedComponent<MyDownloadsPage> Open(string address = "my/downloads")
    {
        Navigation.NavigateTo(address);
        return Render<MyDownloadsPage>();
    }

    private async Task SetAsync(long id, long progress)
    {
        await using var db = _database.Open(_wang);
        await db.Set<Job>().Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.ProgressDone, progress));
    }

    private sealed class Circuit(Actor actor) : ICurrentActor
    {
        public ValueTask<Actor> GetAsync(CancellationToken ct = default) => ValueTask.FromResult(actor);
    }

    /// <summary>Tells subscribers at once, on the caller's thread.</summary>
    private sealed class Announcements : ILiveTopics
    {
        private readonly List<(LiveTopic Topic, Action Changed)> _all = [];

        public IDisposable Subscribe(LiveTopic topic, Action changed)
        {
            lock (_all)
                _all.Add((topic, changed));
            return new Nothing();
        }

        public void Changed(LiveTopic topic)
        {
            List<(LiveTopic Topic, Action Changed)> all;
            lock (_all)
                all = [.. _all];
            foreach (var (_, changed) in all.Where(subscriber => subscriber.Topic == topic))
                changed();
        }

        private sealed class Nothing : IDisposable
        {
            public void Dispose()
            {
            }
        }
    }
}
