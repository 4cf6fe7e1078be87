using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Tests.Ui.Shell;

public sealed class CommandPaletteTests : ShellTest
{
    public CommandPaletteTests() => Signed.Actor = () => Person(ViewAudit, ViewRecalls);

    [Fact]
    public void Closed_it_holds_nothing() => Render<CommandPalette>().FindAll("[role=option]").Should().BeEmpty();

    [Fact]
    public void Opened_it_offers_the_menu_in_its_order() =>
        Titles(Opened()).Should().Equal("工作台", "召回管理", "召回报表", "审计日志", "我的账号");

    [Theory]
    [InlineData("审计", "审计日志")]
    [InlineData("日志", "审计日志")]
    [InlineData("sjrz", "审计日志")]
    [InlineData("SJ", "审计日志")]
    [InlineData("操作记录", "审计日志")]
    [InlineData("密码", "我的账号")]
    [InlineData("  首页 ", "工作台")]
    public void It_finds_by_title_synonym_and_pinyin_initials(string text, string title)
    {
        var palette = Opened();

        palette.Find("input").Input(text);

        Titles(palette).Should().Equal(title);
    }

    [Fact]
    public void A_section_finds_its_entries_after_better_matches()
    {
        var palette = Opened();

        palette.Find("input").Input("召回");

        Titles(palette).Should().Equal("召回管理", "召回报表");
    }

    [Fact]
    public void What_the_actor_may_not_open_is_not_found()
    {
        Signed.Actor = () => Person();
        var palette = Opened();

        palette.Find("input").Input("审计");

        Titles(palette).Should().BeEmpty();
        palette.Find("[role=status]").TextContent.Should().Contain("没有找到“审计”");
    }

    [Fact]
    public void Arrows_choose_around_the_ends_and_are_announced()
    {
        var palette = Opened();
        var field = palette.Find("input");
        field.GetAttribute("aria-activedescendant").Should().Be("ys-palette-0");

        field.KeyDown("ArrowUp");
        Chosen(palette).Should().Be("我的账号");
        palette.Find("input").GetAttribute("aria-activedescendant").Should().Be("ys-palette-4");

        palette.Find("input").KeyDown("ArrowDown");
        palette.Find("input").KeyDown("ArrowDown");
        Chosen(palette).Should().Be("召回管理");
    }

    [Fact]
    public void Enter_opens_what_is_chosen_and_empties_the_palette()
    {
        var palette = Opened();
        palette.Find("input").Input("召回");
        palette.Find("input").KeyDown("ArrowDown");

        palette.Find("input").KeyDown("Enter");

        new Uri(Navigation.Uri).AbsolutePath.Should().Be("/recalls/reports");
        JSInterop.VerifyInvoke("yaosu.close").Arguments.Should().Equal("ys-palette");
        Titles(palette).Should().BeEmpty();
    }

    [Fact]
    public void Enter_that_ends_a_composition_opens_nothing()
    {
        var palette = Opened();

        palette.Find("input").KeyDown(new KeyboardEventArgs { Key = "Enter", IsComposing = true });

        new Uri(Navigation.Uri).AbsolutePath.Should().Be("/");
        JSInterop.Invocations.Should().BeEmpty();
    }

    [Fact]
    public void A_click_opens_too()
    {
        var palette = Opened();

        palette.FindAll("[role=option]")[3].Click();

        new Uri(Navigation.Uri).AbsolutePath.Should().Be("/orgs/audit");
    }

    [Fact]
    public void Other_sources_answer_after_the_menu()
    {
        Services.AddSingleton<IPaletteSource>(new Drugs());
        var palette = Opened();

        palette.Find("input").Input("召回");

        Titles(palette).Should().Equal("召回管理", "召回报表", "药品：召回");
    }

    [Fact]
    public void A_source_that_fails_leaves_a_sentence_and_the_circuit_alive()
    {
        Services.AddSingleton<IPaletteSource>(new Broken());
        var palette = Opened();

        palette.Find("input").Input("x");

        palette.Find("[role=status]").TextContent.Should().Be("暂时无法搜索，请稍后再试。");
    }

    [Fact]
    public void Somebody_whose_session_ended_is_led_out()
    {
        var palette = Render<CommandPalette>();
        Signed.Actor = () => throw new NotSignedInException();

        palette.Find("input").Focus();

        Navigation.Uri.Should().EndWith("/session-ended?return=%2F");
    }

    [Fact]
    public void A_slow_answer_to_an_earlier_text_does_not_overwrite_the_later_one()
    {
        var slow = new Slow();
        Services.AddSingleton<IPaletteSource>(slow);
        var palette = Opened();

        palette.Find("input").Input("审");
        palette.Find("input").Input("审计");
        slow.Answers["审计"].SetResult([]);
        slow.Answers["审"].SetResult([new PaletteHit("迟到的结果", "/late", "box")]);

        palette.WaitForAssertion(() => Titles(palette).Should().Equal("审计日志"));
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<CommandPalette> Opened()
    {
        var palette = Render<CommandPalette>();
        palette.Find("input").Focus();
        return palette;
    }

    private static IEnumerable<string> Titles(IRenderedComponent<CommandPalette> palette) => palette.FindAll("[role=option] > span").Select(e => e.TextContent);

    private static string Chosen(IRenderedComponent<CommandPalette> palette) => palette.Find("[aria-selected=true] > span").TextContent;

    private sealed class Drugs : IPaletteSource
    {
        public int Order => 10;

        public ValueTask<IReadOnlyList<PaletteHit>> FindAsync(Actor actor, string text, CancellationToken ct) => new([new PaletteHit("药品：" + text, "/drugs", "drug")]);
    }

    private sealed class Broken : IPaletteSource
    {
        public int Order => 10;

        public ValueTask<IReadOnlyList<PaletteHit>> FindAsync(Actor actor, string text, CancellationToken ct) =>
            text.Length == 0 ? new([]) : throw new InvalidOperationException("index away");
    }

    private sealed class Slow : IPaletteSource
    {
        public Dictionary<string, TaskCompletionSource<IReadOnlyList<PaletteHit>>> Answers { get; } = [];

        public int Order => 10;

        public async ValueTask<IReadOnlyList<PaletteHit>> FindAsync(Actor actor, string text, CancellationToken ct) =>
            text.Length == 0 ? [] : await (Answers[text] = new()).Task;
    }
}
