using Yaosu.Platform.Live;
using Yaosu.Platform.Notifications;
using Yaosu.Tests.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Notifications;

public sealed class NotificationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static long _users = 100;

    private readonly Actor _wang = FileHost.Somebody(Interlocked.Increment(ref _users));
    private readonly Actor _li = FileHost.Somebody(Interlocked.Increment(ref _users));

    private NotificationFeed Feed => new(database.Databases, database.Live);

    private LiveTopic WangsBell => new(_wang.OrgId, $"notifications:{_wang.UserId}");

    [Fact]
    public async Task A_person_hears_what_is_for_him_newest_first_and_nobody_else_does()
    {
        await NotifyAsync("一");
        database.Time.Advance(TimeSpan.FromMinutes(1));
        await NotifyAsync("二", "/my/downloads");

        var items = await Feed.LatestAsync(_wang, 10);

        items.Select(item => item.Title).Should().Equal("二", "一");
        items[0].Should().BeEquivalentTo(new { Text = "二的内容", Link = "/my/downloads", When = database.Time.UtcNow(), IsRead = false });
        (await Feed.UnreadAsync(_wang)).Should().Be(2);
        (await Feed.LatestAsync(_wang, 1)).Should().ContainSingle();
        (await Feed.LatestAsync(_li, 10)).Should().BeEmpty();
        (await Feed.UnreadAsync(FileHost.Somebody(_wang.UserId, FileHost.OtherOrg))).Should().Be(0);
        database.Live.Told.Should().Contain(WangsBell);
    }

    [Fact]
    public async Task Ticking_off_is_for_ones_own_only_and_tells_the_other_tabs_once()
    {
        await NotifyAsync("一");
        await NotifyAsync("二");
        var first = (await Feed.LatestAsync(_wang, 10))[1];
        var told = Told();

        await Feed.MarkReadAsync(_li, first.Id);
        await Feed.MarkAllReadAsync(_li);
        (await Feed.UnreadAsync(_wang)).Should().Be(2);
        Told().Should().Be(told);

        await Feed.MarkReadAsync(_wang, first.Id);
        await Feed.MarkReadAsync(_wang, first.Id);
        (await Feed.UnreadAsync(_wang)).Should().Be(1);
        Told().Should().Be(told + 1);

        await Feed.MarkAllReadAsync(_wang);
        (await Feed.LatestAsync(_wang, 10)).Should().OnlyContain(item => item.IsRead);
    }

    [Fact]
    public async Task What_is_not_saved_is_not_told()
    {
        await using (var db = database.Open(_wang))
            db.Notify(_wang.UserId, "没有保存", "…");
        (await Feed.UnreadAsync(_wang)).Should().Be(0);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com/")]
    [InlineData("javascript:alert(1)")]
    public async Task A_link_never_leads_out_of_the_console(string link)
    {
        await using var db = database.Open(_wang);
        var act = () => db.Notify(_wang.UserId, "标题", "内容", link);
        act.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Long_words_are_cut_instead_of_failing_the_change_that_is_worth_telling()
    {
        await NotifyAsync(new string('长', 400));
        (await Feed.LatestAsync(_wang, 1))[0].Title.Should().EndWith("…").And.HaveLength(100);
    }

    private int Told() => database.Live.Told.Count(topic => topic == WangsBell);

    private async Task NotifyAsync(string title, string? link = null)
    {
        await using var db = database.Open(_wang);
        db.Notify(_wang.UserId, title, title + "的内容", link);
        await db.SaveChangesAsync();
    }
}
