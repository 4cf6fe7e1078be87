using Bunit;
using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Tests.Ui.Kit;

public sealed class KitPartsTests : KitContext
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(9_999, "9,999")]
    [InlineData(10_000, "1万")]
    [InlineData(12_345, "1.23万")]
    [InlineData(99_999_999, "9,999.99万")]
    [InlineData(100_000_000, "1亿")]
    [InlineData(-12_345, "-1.23万")]
    public void Large_numbers_are_shortened_without_rounding_up(long number, string shown) => Format.Short(number).Should().Be(shown);

    [Fact]
    public void Money_is_kept_in_fen_and_read_in_yuan() => Format.Money(-123456).Should().Be("-1,234.56");

    [Fact]
    public void A_tab_stands_in_the_address_and_leaves_the_filters_of_the_other_behind()
    {
        Navigation.NavigateTo("drugs/5?tab=log&page=3");
        var tabs = Render<Tabs>(t => t
            .Add(x => x.Items, [new("info", "基本信息"), new("log", "变更记录")])
            .Add(x => x.ChildContent, key => builder => builder.AddContent(0, "内容 " + key)));
        tabs.Find("[aria-current=page]").TextContent.Should().Be("变更记录");
        tabs.Markup.Should().Contain("内容 log");
        tabs.Find("a").GetAttribute("href").Should().EndWith("/drugs/5");

        Navigation.NavigateTo("drugs/5?tab=nonsense");
        tabs.Markup.Should().Contain("内容 info");
    }

    [Fact]
    public void A_chart_shows_its_numbers_as_a_table_where_unknown_is_not_zero()
    {
        var chart = Render<Chart>(c => c.Add(x => x.Title, "每日扫码").Add(x => x.Labels, ["1日", "2日"]).Add(x => x.Series, [new("扫码", [0, null])]));
        chart.Find("[role=img]").GetAttribute("aria-label").Should().Contain("每日扫码");
        chart.Find("button").Click();
        chart.FindAll("tbody td").Select(td => td.TextContent).Should().Equal("0", "—");
    }

    [Fact]
    public void A_chart_without_numbers_says_so_and_draws_nothing()
    {
        var chart = Render<Chart>(c => c.Add(x => x.Title, "每日扫码").Add(x => x.Labels, ["1日"]).Add(x => x.Series, [new("扫码", [null])]));
        chart.Markup.Should().Contain("这段时间没有数据");
        chart.FindAll("[role=img]").Should().BeEmpty();
        JSInterop.Invocations.Should().BeEmpty();
    }

    [Fact]
    public void A_timeline_tells_who_what_when_and_what_it_was_before()
    {
        var at = new DateTime(2026, 3, 18, 1, 0, 0, DateTimeKind.Utc);
        var timeline = Render<ObjectTimeline>(t => t.Add(x => x.Entries, [new(at, "王芳", "修改资料", [new FieldChange("手机号", "138", null)], Address: "10.0.0.8")]));
        timeline.Find(".what").TextContent.Should().Be("王芳 修改资料");
        timeline.Find("time").TextContent.Should().Be("1 小时前");
        timeline.Find("time").GetAttribute("title").Should().Be("2026-03-18 09:00:00");
        timeline.FindAll("tbody tr > *").Select(cell => cell.TextContent).Should().Equal("手机号", "138", "—");
    }

    [Fact]
    public void A_detail_page_shows_the_thing_or_why_not()
    {
        Outcome<string> answer = "B2026-01";
        IRenderedComponent<DetailPage<string>> Open(object id) => Render<DetailPage<string>>(p => p
            .Add(x => x.Title, "批次").Add(x => x.TitleOf, value => $"批次 {value}").Add(x => x.Id, id)
            .Add(x => x.Load, (_, _) => answer is { IsDone: false, Refusal.Code: "throw" } ? throw new IOException("secret") : Task.FromResult(answer))
            .Add(x => x.ChildContent, value => (RenderFragment)(builder => builder.AddContent(0, "内容 " + value))));

        var page = Open(1L);
        page.Find("h1").TextContent.Should().Be("批次 B2026-01");
        page.Markup.Should().Contain("内容 B2026-01");

        answer = new Refusal("x.not-found", "没有这个批次，可能已被删除。");
        Open(2L).Markup.Should().Contain("没有这个批次，可能已被删除。").And.NotContain("内容");

        answer = new Refusal("throw", "");
        var failed = Open(3L);
        failed.Find("[role=alert]").TextContent.Should().Contain("没能读取数据");
        failed.Markup.Should().NotContain("secret");
        answer = "B2026-02";
        failed.Find("[role=alert] button").Click();
        failed.Find("h1").TextContent.Should().Be("批次 B2026-02");
    }
}
