using AngleSharp.Dom;
using Bunit;
using Yaosu.Codes;
using Yaosu.Codes.Rules;
using Yaosu.Tests.Ui.Kit;

namespace Yaosu.Tests.Codes;

public sealed class LayoutFieldTests : KitContext
{
    private readonly BunitJSModuleInterop _focus;

    public LayoutFieldTests()
    {
        _focus = JSInterop.SetupModule("./_content/Yaosu.Platform/js/kit-form.js");
        _focus.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void The_length_that_is_left_follows_what_is_typed()
    {
        var form = Render<LayoutForm>();
        Used(form).Should().StartWith("已使用长度 20，剩余长度 0");
        form.Find("[role=img]").GetAttribute("aria-label").Should().Be("码的组成：防伪字符 20 位");
        form.FindAll("code").Should().HaveCount(3).And.OnlyContain(x => x.TextContent.Trim().Length == 20);

        form.Find("dl").TextContent.Should().Contain("每猜 10¹⁴ 次才可能猜中一次", "a million of those codes are out");

        LengthOfCode(form).Input("24");
        Used(form).Should().StartWith("已使用长度 20，剩余长度 4");
        form.Find("[role=img]").GetAttribute("aria-label").Should().Be("码的组成：防伪字符 20 位，剩余 4 位");
        form.FindAll("code").Should().BeEmpty("there are no codes of such a layout");

        Press(form, "新增码段");
        In(form, 2, "text").Input("ｙｓ01");
        Used(form).Should().StartWith("已使用长度 24，剩余长度 0");
        form.FindAll("code").Select(x => x.QuerySelectorAll("span")[^1].TextContent).Should().Equal("YS01", "YS01", "YS01");
        LengthOfCode(form).Input("22");
        Used(form).Should().StartWith("已使用长度 24，超出长度 2");
    }

    [Fact]
    public void A_segment_is_moved_by_its_buttons_and_keeps_the_focus()
    {
        var form = Render<LayoutForm>();
        Press(form, "日期 + 防伪字符");
        Names(form).Should().Equal("生码日期", "防伪字符");
        Labelled(form, "第 1 段上移").HasAttribute("disabled").Should().BeTrue();

        Labelled(form, "第 2 段上移").Click();
        Names(form).Should().Equal("防伪字符", "生码日期");
        Focused().Should().EndWith("[0]-down", "the other button is off at the top");
        form.FindAll("[role=status]").Should().Contain(x => x.TextContent == "“防伪字符”已移到第 1 段。");

        Press(form, "新增码段");
        Focused().Should().EndWith("[2]-name");
        Labelled(form, "第 1 段下移").Click();
        Names(form).Should().Equal("生码日期", "防伪字符", "自定义内容");
        Focused().Should().EndWith("[1]-down", "the same button of the same card");
        Labelled(form, "删除第 3 段").Click();
        Focused().Should().EndWith("[1]-remove");
        Names(form).Should().Equal("生码日期", "防伪字符");
    }

    [Fact]
    public async Task A_segment_is_dragged_to_its_place_and_nowhere_else()
    {
        var form = Render<LayoutForm>();
        Press(form, "日期 + 防伪字符");
        var field = form.FindComponent<LayoutField>();
        await field.InvokeAsync(() => field.Instance.Moved(0, 1));
        Names(form).Should().Equal("防伪字符", "生码日期");
        foreach (var (from, to) in new[] { (0, 2), (-1, 0), (7, 0), (1, 1) })
            await field.InvokeAsync(() => field.Instance.Moved(from, to));
        Names(form).Should().Equal("防伪字符", "生码日期");
    }

    [Fact]
    public void What_is_wrong_stands_beside_its_field_at_once_and_what_is_missing_after_saving()
    {
        var form = Render<LayoutForm>();
        In(form, 1, "length").Input("13");
        In(form, 1, "length").GetAttribute("aria-invalid").Should().Be("true");
        form.Find("[id$='[0]-length-error']").TextContent.Should().Contain("20 至 32 位");
        In(form, 1, "length").Input("20");
        form.FindAll("[aria-invalid]").Should().BeEmpty();

        Press(form, "新增码段");
        form.FindAll("[aria-invalid]").Should().BeEmpty("nobody has had time to type");
        form.Find("form").Submit();
        In(form, 2, "text").GetAttribute("aria-invalid").Should().Be("true");
        var link = form.Find(".summary a");
        (link.TextContent, link.GetAttribute("href")).Should().Be((CodeLayoutRefusals.FixedTextMissing.Text, "http://localhost/#" + form.Find("[role=group][aria-label='第 2 段']").Id));

        In(form, 2, "text").Input("YS01");
        form.FindAll(".summary").Should().BeEmpty();
        LengthOfCode(form).GetAttribute("aria-invalid").Should().Be("true", "after a save that was refused what doesn't fit is said at once");
        LengthOfCode(form).Input("24");
        form.FindAll("[aria-invalid]").Should().BeEmpty();
    }

    [Fact]
    public void Without_a_guard_the_codes_are_called_guessable()
    {
        var form = Render<LayoutForm>();
        form.Markup.Should().NotContain("别人可以");
        Press(form, "日期 + 流水号（不可防伪）");
        form.Find(".ys-alert-warn").TextContent.Should().StartWith("不可防伪").And.Contain("知道一个码就能推算出其他码");
        form.Markup.Should().Contain("99,999,999 个（由自增数的起止决定）");
        In(form, 2, "to").Input("0");
        form.FindAll(".ys-tag").Should().Contain(x => x.TextContent == "不可防伪");
        form.Find("[id$='[1]-to-error']").TextContent.Should().Contain("结束值不能小于起始值");
    }

    [Fact]
    public void Another_method_brings_its_own_fields_and_changing_back_loses_nothing()
    {
        var form = Render<LayoutForm>();
        Press(form, "企业代码 + 防伪字符");
        In(form, 1, "text").Input("YS01");
        In(form, 1, "method").Change(nameof(SegmentMethod.Timestamp));
        form.FindAll("[id$='[0]-text']").Should().BeEmpty();
        Used(form).Should().StartWith("已使用长度 26");
        In(form, 1, "method").Change(nameof(SegmentMethod.FixedText));
        In(form, 1, "text").GetAttribute("value").Should().Be("YS01");
        In(form, 1, "name").GetAttribute("value").Should().Be("企业代码", "somebody gave it that name");

        In(form, 2, "method").Change(nameof(SegmentMethod.Counter));
        In(form, 2, "name").GetAttribute("value").Should().Be("自增数", "nobody gave it another name");
        (In(form, 2, "from").GetAttribute("value"), In(form, 2, "to").GetAttribute("value"), In(form, 2, "length").GetAttribute("value")).Should().Be(("1", "99999999", "8"));
        In(form, 2, "method").Change(nameof(SegmentMethod.Guard));
        In(form, 2, "length").GetAttribute("value").Should().Be("13", "as many as the alphabet needs");
    }

    [Fact]
    public void What_somebody_has_put_together_is_not_replaced_without_a_question()
    {
        var form = Render<LayoutForm>();
        LengthOfCode(form).Input("32");
        Press(form, "日期 + 防伪字符");
        form.Find("dialog").TextContent.Should().Contain("会被常用结构替换");
        form.FindAll("dialog button").Single(x => x.TextContent.Trim() == "取消").Click();
        form.WaitForAssertion(() => form.FindAll("dialog").Should().BeEmpty());
        LengthOfCode(form).GetAttribute("value").Should().Be("32");

        Press(form, "日期 + 防伪字符");
        form.FindAll("dialog button").Single(x => x.TextContent.Trim() == "替换").Click();
        form.WaitForAssertion(() => LengthOfCode(form).GetAttribute("value").Should().Be("24"));
    }

    [Fact]
    public void There_are_ten_segments_at_the_utmost()
    {
        var form = Render<LayoutForm>();
        for (var i = 1; i < CodeRule.MostSegments; i++)
            Press(form, "新增码段");
        form.FindAll("[role=group][aria-label^='第 ']").Should().HaveCount(10);
        Button(form, "新增码段").HasAttribute("disabled").Should().BeTrue();
    }

    private static string Used(IRenderedComponent<LayoutForm> form) => form.Find(".used").TextContent.Trim();

    private static IElement LengthOfCode(IRenderedComponent<LayoutForm> form) => form.Find("input[id$='[Length]']");

    /// <param name="number">The card's, from 1.</param>
    private static IElement In(IRenderedComponent<LayoutForm> form, int number, string part) => form.Find($"[id$='[{number - 1}]-{part}']");

    private static IEnumerable<string> Names(IRenderedComponent<LayoutForm> form) => form.Instance.Form.Layout.Segments.Select(x => x.Name);

    private static IElement Labelled(IRenderedComponent<LayoutForm> form, string label) => form.Find($"button[aria-label='{label}']");

    private static IElement Button(IRenderedComponent<LayoutForm> form, string text) => form.FindAll("form button").Single(x => x.TextContent.Trim() == text);

    private static void Press(IRenderedComponent<LayoutForm> form, string text) => Button(form, text).Click();

    private string? Focused() => _focus.Invocations["focus"][^1].Arguments[0] as string;
}
