using Bunit;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Tests.Ui.Shell;

public sealed class NotificationBellTests : ShellTest
{
    [Fact]
    public void The_bell_counts_what_is_unread()
    {
        Add(1, "召回待审批");
        Add(2, "导出已完成", read: true);

        var bell = Render<NotificationBell>();

        bell.Find(".count").TextContent.Should().Be("1");
        bell.Find("[popovertarget]").GetAttribute("aria-label").Should().Be("通知，1 条未读");
    }

    [Fact]
    public void A_hundred_unread_are_many()
    {
        for (var id = 1; id <= 100; id++)
            Add(id, "通知");

        Render<NotificationBell>().Find(".count").TextContent.Should().Be("99+");
    }

    [Fact]
    public void It_reads_the_items_when_opened_newest_first_with_their_age()
    {
        Add(1, "召回待审批", minutesAgo: 5);
        Add(2, "导出已完成", minutesAgo: 26 * 60);
        var bell = Render<NotificationBell>();
        bell.FindAll("li").Should().BeEmpty();

        Open(bell);

        bell.FindAll("li .title").Select(t => t.TextContent).Should().Equal("未读：召回待审批", "未读：导出已完成");
        bell.FindAll("li time").Select(t => t.TextContent).Should().Equal("5 分钟前", "1 天前");
    }

    [Fact]
    public void Following_an_item_marks_it_read()
    {
        Add(1, "召回待审批", link: "/recalls/1");
        var bell = Opened();

        bell.Find("li a[href='/recalls/1']").Click();

        bell.FindAll(".count").Should().BeEmpty();
        Feed.Items.Single().IsRead.Should().BeTrue();
    }

    [Fact]
    public void All_can_be_marked_read_at_once()
    {
        Add(1, "甲");
        Add(2, "乙");
        var bell = Opened();

        bell.FindAll("button").Single(b => b.TextContent == "全部已读").Click();

        bell.FindAll(".unread").Should().BeEmpty();
        bell.FindAll("button").Should().NotContain(b => b.TextContent == "全部已读");
    }

    [Fact]
    public void A_new_notification_reaches_an_open_page()
    {
        var bell = Render<NotificationBell>();
        bell.FindAll(".count").Should().BeEmpty();

        Add(1, "召回待审批");
        Feed.Change();

        bell.WaitForAssertion(() => bell.Find(".count").TextContent.Should().Be("1"));
    }

    [Fact]
    public void An_empty_bell_tells_what_will_come_here() =>
        Opened().Find(".state").TextContent.Should().Contain("还没有通知");

    [Fact]
    public void A_feed_that_fails_does_not_take_the_console_down()
    {
        var bell = Render<NotificationBell>();
        Feed.Broken = true;

        Open(bell);

        bell.Find(".state").TextContent.Should().Be("暂时读不到通知，请稍后再打开。");
    }

    private void Add(long id, string title, bool read = false, string? link = null, int minutesAgo = 1) =>
        Feed.Items.Add(new(id, title, "内容", link, Time.GetUtcNow().UtcDateTime.AddMinutes(-minutesAgo), read));

    private IRenderedComponent<NotificationBell> Opened()
    {
        var bell = Render<NotificationBell>();
        Open(bell);
        return bell;
    }

    private static void Open(IRenderedComponent<NotificationBell> bell) => bell.Find("[popovertarget=ys-bell]").Click();
}
