using AngleSharp.Dom;
using Bunit;
using Yaosu.Batches.Registry;
using Yaosu.Tests.Ui.Kit;

namespace Yaosu.Tests.Batches;

public sealed class BatchPartsTests : KitContext
{
    private readonly BunitJSModuleInterop _focus;

    public BatchPartsTests()
    {
        _focus = JSInterop.SetupModule("./_content/Yaosu.Platform/js/kit-form.js");
        _focus.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Custom_lines_are_added_moved_and_removed_and_keep_the_focus()
    {
        var parts = Render<BatchParts>();
        Press(parts, "添加自定义信息");
        Focused().Should().EndWith("Details[0]-title");
        In(parts, 1, "title").Input("产地");
        In(parts, 1, "content").Change("示例市");
        Press(parts, "添加自定义信息");
        In(parts, 2, "title").Input("检验报告");
        Labelled(parts, "第 2 条上移").Click();
        Focused().Should().EndWith("Details[0]-down", "the other button is off at the top");
        parts.Instance.Form.Details.Facts.Select(x => x.Title).Should().Equal("检验报告", "产地");
        Labelled(parts, "删除第 1 条").Click();
        Focused().Should().EndWith("Details[0]-remove");
        parts.Instance.Form.Facts.Details.Should().Equal(new DetailFacts("产地", DetailKind.Text, "示例市", ShownOnScan: true));
        In(parts, 1, "shown").Change(false);
        In(parts, 1, "kind").Change("LongText");
        parts.Instance.Form.Facts.Details.Should().Equal(new DetailFacts("产地", DetailKind.LongText, "示例市", ShownOnScan: false));
        Labelled(parts, "删除第 1 条").Click();
        Focused().Should().EndWith("Details-add");
    }

    [Fact]
    public void What_is_missing_is_said_after_saving_and_what_is_too_long_at_once()
    {
        var parts = Render<BatchParts>();
        Press(parts, "添加自定义信息");
        parts.FindAll(".details .ys-error").Should().BeEmpty();
        In(parts, 1, "title").Input(new string('题', 31));
        parts.FindAll(".details .ys-error").Select(x => x.TextContent.Trim()).Should().Equal("标题不能超过 30 个字。");
        In(parts, 1, "title").Input("");
        parts.FindAll("form")[0].Submit();
        parts.FindAll(".details .ys-error").Select(x => x.TextContent.Trim()).Should().Equal("请填写标题。", "请填写内容。");
        In(parts, 1, "title").GetAttribute("aria-invalid").Should().Be("true");
    }

    [Fact]
    public void There_are_twenty_lines_at_most()
    {
        var parts = Render<BatchParts>();
        for (var i = 0; i < Batch.MostDetails; i++)
            Press(parts, "添加自定义信息");
        parts.FindAll("button").First(x => x.TextContent.Trim() == "添加自定义信息").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public void What_is_chosen_is_counted_and_what_is_bound_cant_be_chosen()
    {
        var parts = Render<BatchParts>();
        Sum(parts).Should().Be("已选择（0），总码量 0 枚");
        Labelled(parts, "选择 AAAAAAP0003").HasAttribute("disabled").Should().BeTrue();
        parts.Markup.Should().Contain("有码已关联到批次 PC000007");
        parts.FindAll("form")[1].Submit();
        parts.FindAll(".packages .ys-error").Should().ContainSingle().Which.TextContent.Should().Contain("请至少选择一个码包。");
        Labelled(parts, "选择 AAAAAAP0001").Change(true);
        Labelled(parts, "选择 AAAAAAP0002").Change(true);
        Sum(parts).Should().Be("已选择（2），总码量 1,023 枚");
        Labelled(parts, "选择 AAAAAAP0001").Change(false);
        parts.Instance.Choice.Packages.Should().Equal(2);
    }

    private static string Sum(IRenderedComponent<BatchParts> parts) => parts.Find(".packages [role=status]").TextContent.Trim();

    private static void Press(IRenderedComponent<BatchParts> parts, string text) => parts.FindAll("button").First(x => x.TextContent.Trim() == text).Click();

    private static IElement Labelled(IRenderedComponent<BatchParts> parts, string label) => parts.Find($"[aria-label='{label}']");

    private static IElement In(IRenderedComponent<BatchParts> parts, int card, string part) => parts.FindAll(".details .cards > li")[card - 1].QuerySelector($"[id$='-{part}']")!;

    private string Focused() => (string)_focus.Invocations["focus"][^1].Arguments[0]!;
}
