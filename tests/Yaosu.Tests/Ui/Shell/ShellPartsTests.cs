using System.Xml;
using Bunit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Access;
using Yaosu.Platform.Modules;
using Yaosu.Platform.Ui.Kit;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Tests.Ui.Shell;

public sealed class ShellPartsTests : ShellTest
{
    [Fact]
    public void Every_icon_is_a_drawing()
    {
        Icons.Names.Should().HaveCountGreaterThan(44);
        foreach (var name in Icons.Names)
        {
            var svg = new XmlDocument();
            using var reader = XmlReader.Create(new StringReader(Icons.Svg(name).Value), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            svg.Load(reader);
            svg.DocumentElement!.ChildNodes.Count.Should().BePositive(name);
            svg.DocumentElement.GetAttribute("aria-hidden").Should().Be("true");
        }
    }

    [Fact]
    public void An_icon_that_nobody_drew_is_a_mistake() => FluentActions.Invoking(() => Icons.Svg("unicorn")).Should().Throw<KeyNotFoundException>();

    [Fact]
    public void An_icon_with_a_label_speaks() =>
        Render<Icon>(with => with.Add(i => i.Name, "bell").Add(i => i.Label, "有新消息")).Find("[role=img]").GetAttribute("aria-label").Should().Be("有新消息");

    [Fact]
    public void The_page_that_may_not_be_opened_names_the_missing_right()
    {
        var missing = NotAllowed.MissingFor(typeof(Guarded), Services.GetRequiredService<ModuleList>());

        Render<NotAllowed>(with => with.Add(p => p.Missing, missing)).Markup.Should().Contain("需要“查看召回”权限");
    }

    [Fact]
    public void It_names_who_can_give_the_right_or_says_that_nobody_of_the_enterprise_can()
    {
        var help = new AccessHelp([new("林管理", true, "138****0000"), new("周人事", false, null)]);
        NotAllowed.Sentence([ViewAudit], help).Should().Be("打开它需要“查看审计日志”权限。请联系林管理（主账号，138****0000）、周人事为您的角色分配，分配后无需重新登录。");
        NotAllowed.Sentence([ViewAudit], null).Should().Be("打开它需要“查看审计日志”权限。请联系本企业的系统管理员为您的角色分配，分配后无需重新登录。");
        NotAllowed.Sentence([ViewAudit with { ForOperators = true }], AccessHelp.None).Should().Be("打开它需要“查看审计日志”权限。这是平台运营方的功能，本企业不能分配。");
    }

    [Fact]
    public void The_keyboard_help_lists_at_least_a_dozen_keys() => Render<KeyboardHelp>().FindAll("dt").Should().HaveCountGreaterThanOrEqualTo(12);

    [Theory]
    [InlineData("/orgs/audit?page=2", "/orgs/audit?page=2")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nb", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void A_return_address_stays_within_the_console(string? asked, string goes) => ShellUrls.Inside(asked).Should().Be(goes);

    [Fact]
    public void A_notice_with_the_same_key_replaces_the_former_and_repeats_wake_nobody()
    {
        var notices = new SystemNotices();
        var woken = 0;
        notices.Changed += () => woken++;

        notices.Show(new("db", NoticeLevel.Warning, "慢"));
        notices.Show(new("db", NoticeLevel.Danger, "断"));
        notices.Show(new("db", NoticeLevel.Danger, "断"));
        notices.Clear("other");

        notices.All.Should().Equal(new SystemNotice("db", NoticeLevel.Danger, "断"));
        woken.Should().Be(2);
    }

    [Authorize(Policy = "demo.recalls.view")]
    private sealed class Guarded;
}
