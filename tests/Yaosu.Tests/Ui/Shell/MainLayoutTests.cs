using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Tests.Ui.Shell;

public sealed class MainLayoutTests : ShellTest
{
    private static readonly RenderFragment Page = builder => builder.AddMarkupContent(0, "<h1>页面</h1>");

    [Fact]
    public void The_menu_hides_what_the_actor_may_not_open()
    {
        Signed.Actor = () => Person(ViewAudit);

        var shown = Titles(Layout());

        shown.Should().Equal("工作台", "审计日志", "我的账号");
    }

    [Fact]
    public void Who_has_no_role_sees_whom_to_ask_and_neither_menu_nor_page_until_he_is_given_one()
    {
        Signed.Actor = () => Person() with { IsWithoutRole = true };
        var layout = Layout();
        layout.Find("h1").TextContent.Should().Be("还没有为您分配角色");
        layout.FindAll(".grantors li").Select(x => x.TextContent).Should().Equal("林管理（主账号，138****0000）", "周人事");
        layout.FindAll("#ys-menu").Should().BeEmpty();
        layout.Find("form[action='/sign-out']");

        Signed.Actor = () => Person(ViewAudit);
        Time.Advance(TimeSpan.FromSeconds(3));

        layout.WaitForAssertion(() => layout.Find("h1").TextContent.Should().Be("页面"));
        Titles(layout).Should().Contain("审计日志");
    }

    [Fact]
    public void Who_lost_his_rights_as_an_account_from_before_2019_reads_why()
    {
        Help.WasCleared = true;
        Signed.Actor = () => Person() with { IsWithoutRole = true };
        Layout().Markup.Should().Contain("您的权限需要重新分配").And.Contain("2019 年 4 月 1 日之前创建的子账号，权限已全部清空").And.Contain("林管理（主账号，138****0000）");
    }

    [Fact]
    public void A_password_that_somebody_else_chose_is_changed_first()
    {
        Signed.Actor = () => Person() with { IsWithoutRole = true, MustChangePassword = true };
        var layout = Layout();
        layout.Find("h1").TextContent.Should().Be("页面");
        Navigation.Uri.Should().EndWith("/my/account");
    }

    [Fact]
    public void A_right_gained_meanwhile_shows_with_the_next_move()
    {
        var layout = Layout();
        Signed.Actor = () => Person(ViewAudit, ViewRecalls);

        Navigation.NavigateTo("/my/account");

        layout.WaitForAssertion(() => Titles(layout).Should().Contain("召回管理"));
    }

    [Fact]
    public void A_right_gained_meanwhile_shows_without_a_move_once_the_circuit_knows()
    {
        var layout = Layout();
        Signed.Actor = () => Person(ViewAudit, ViewRecalls);

        Circuit.TellRightsChanged();

        layout.WaitForAssertion(() => Titles(layout).Should().Contain("召回管理"));
    }

    [Theory]
    [InlineData("/", "工作台")]
    [InlineData("/orgs/audit", "审计日志")]
    [InlineData("/orgs/audit/42?tab=changes", "审计日志")]
    [InlineData("/recalls", "召回管理")]
    [InlineData("/recalls/reports", "召回报表")]
    [InlineData("/recalls/reports/2026?month=6", "召回报表")]
    [InlineData("/recallsomething", null)]
    [InlineData("/nowhere", null)]
    public void The_entry_of_the_page_shown_is_marked(string address, string? title)
    {
        Signed.Actor = () => Person(ViewAudit, ViewRecalls);
        Navigation.NavigateTo(address);

        var marked = Layout().FindAll("#ys-menu a[aria-current=page]").Select(a => a.TextContent);

        marked.Should().Equal(title is null ? [] : [title]);
    }

    [Fact]
    public void The_mark_follows_a_move()
    {
        var layout = Layout();

        Navigation.NavigateTo("/orgs/audit");

        layout.WaitForAssertion(() => layout.Find("#ys-menu a[aria-current=page]").TextContent.Should().Be("审计日志"));
    }

    [Fact]
    public void The_bar_names_the_enterprise_and_the_person()
    {
        var bar = Layout().Find("header").TextContent;

        bar.Should().Contain("华东本草药业").And.Contain("林知夏");
    }

    [Fact]
    public void A_changed_name_reaches_the_bar_of_its_own_circuit()
    {
        var layout = Layout();
        Signed.Name = "林知秋";

        Services.GetRequiredService<ShellSignals>().TellProfileChanged();

        layout.WaitForAssertion(() => layout.Find("header").TextContent.Should().Contain("林知秋"));
    }

    [Fact]
    public void A_banner_shows_while_the_notice_stands()
    {
        var notices = Services.GetRequiredService<SystemNotices>();
        var layout = Layout();

        notices.Show(new("database", NoticeLevel.Danger, "数据库暂时连不上，正在重试。"));
        layout.WaitForAssertion(() => layout.Find("[role=status] .notice").TextContent.Should().Be("数据库暂时连不上，正在重试。"));

        notices.Clear("database");
        layout.WaitForAssertion(() => layout.FindAll(".notice").Should().BeEmpty());
    }

    [Fact]
    public void Somebody_whose_session_ended_is_led_out_and_back_again_later()
    {
        Navigation.NavigateTo("/orgs/audit?page=3");
        Signed.Actor = () => throw new NotSignedInException();

        Layout();

        Navigation.Uri.Should().EndWith("/session-ended?return=%2Forgs%2Faudit%3Fpage%3D3");
    }

    [Fact]
    public void Without_a_database_the_layout_says_so_and_a_retry_brings_the_page()
    {
        Signed.Actor = () => throw new TimeoutException();
        var layout = Layout();
        layout.FindAll("h1").Select(h => h.TextContent).Should().Equal("控制台暂时打不开");
        layout.Find("code").TextContent.Should().MatchRegex("^[0-9a-f]{32}$");

        Signed.Actor = () => Person();
        layout.FindAll("main button").Single(b => b.TextContent == "重试").Click();

        layout.WaitForAssertion(() => layout.Find("h1").TextContent.Should().Be("页面"));
    }

    [Fact]
    public void A_database_that_goes_away_later_leaves_the_open_page_standing()
    {
        var layout = Layout();
        Signed.Actor = () => throw new TimeoutException();

        Navigation.NavigateTo("/orgs/audit");

        layout.Find("h1").TextContent.Should().Be("页面");
        layout.FindAll("#ys-menu a").Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_closed_circuit_leaves_no_listeners_behind()
    {
        Layout();
        Feed.HasListener.Should().BeTrue();

        await DisposeComponentsAsync();

        Feed.HasListener.Should().BeFalse();
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<MainLayout> Layout() => Render<MainLayout>(with => with.Add(layout => layout.Body, Page));

    private static IEnumerable<string> Titles(IRenderedComponent<MainLayout> layout) => layout.FindAll("#ys-menu a").Select(a => a.TextContent);
}
