using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>How a merchant's codes are put together.</summary>
public sealed class CodeRuleTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task A_rule_is_put_together_with_the_mouse_saved_disabled_and_deleted()
    {
        var page = await OpenAsync("/codes/rules/new", Main);
        await page.GetByLabel("码规则名称").FillAsync("旅程示例规则");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "关联商户" }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "企业代码 + 防伪字符" }).ClickAsync();
        await Expect(page.GetByText("已使用长度 16，剩余长度 4")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("请填写自定义内容。");
        await Accessible(page);

        await Card(page, 1).GetByLabel("码段内容").PressSequentiallyAsync("ys99");
        await Expect(page.GetByText("已使用长度 20，剩余长度 0")).ToBeVisibleAsync();
        await Expect(page.Locator("code").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^\\s*YS99[0-9A-Z]{16}\\s*$"));

        await page.Locator("[draggable=true]").First.DragToAsync(Card(page, 2), new() { TargetPosition = new() { X = 200, Y = 90 } });
        await Expect(Card(page, 2).GetByLabel("码段名称")).ToHaveValueAsync("企业代码");
        await Expect(page.Locator("code").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^\\s*[0-9A-Z]{16}YS99\\s*$"));
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.GetByText("添加成功。")).ToBeVisibleAsync();
        await Expect(Row(page)).ToContainTextAsync("防伪字符16 + 自定义内容4");

        await ActAsync(page, "失效");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "失效" }).ClickAsync();
        await Expect(page.GetByText("“旅程示例规则”已失效。")).ToBeVisibleAsync();
        await Expect(Row(page).GetByText("失效", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "旅程示例规则", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("生成追溯码时不能选择它");
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "生效" }).ClickAsync();
        await Expect(page.GetByText("已生效。", new() { Exact = true })).ToBeVisibleAsync();

        await page.GotoAsync("/codes/rules?q=旅程");
        await page.SettledAsync();
        await ActAsync(page, "删除");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();
        await Expect(page.GetByText("“旅程示例规则”已删除。")).ToBeVisibleAsync();
        await Expect(Row(page)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_segment_is_moved_with_the_keyboard_and_the_focus_goes_with_it()
    {
        var page = await OpenAsync("/codes/rules/new", Main);
        await page.GetByRole(AriaRole.Button, new() { Name = "日期 + 防伪字符" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增码段" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Card(page, 3).GetByLabel("码段名称")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("批次代码");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await Expect(Card(page, 3).GetByLabel("码段内容")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("b7");

        await page.GetByRole(AriaRole.Button, new() { Name = "第 3 段上移" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "第 2 段上移" })).ToBeFocusedAsync();
        await Expect(Card(page, 2).GetByLabel("码段名称")).ToHaveValueAsync("批次代码");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "第 1 段下移" })).ToBeFocusedAsync();
        await Expect(Card(page, 1).GetByLabel("码段名称")).ToHaveValueAsync("批次代码");
        await Expect(page.GetByText("已使用长度 26，超出长度 2")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nothing_typed_is_lost_when_the_console_is_far_away()
    {
        var browser = await NewBrowserAsync(Main);
        await browser.PutFarAwayAsync(TimeSpan.FromMilliseconds(300));
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/codes/rules/new");
        await page.SettledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "企业代码 + 防伪字符" }).ClickAsync();
        var text = Card(page, 1).GetByLabel("码段内容");
        await text.PressSequentiallyAsync("ABCDEFGH23", new() { Delay = 130 });
        await Expect(page.GetByText("已使用长度 26，超出长度 6")).ToBeVisibleAsync();
        await Expect(text).ToHaveValueAsync("ABCDEFGH23");
        var length = page.GetByRole(AriaRole.Textbox, new() { Name = "码长度" });
        await length.FillAsync("");
        await length.PressSequentiallyAsync("26", new() { Delay = 130 });
        await Expect(page.GetByText("已使用长度 26，剩余长度 0")).ToBeVisibleAsync();
        await Expect(length).ToHaveValueAsync("26");
    }

    [Fact]
    public async Task The_national_code_takes_the_identification_of_a_drug()
    {
        var page = await OpenAsync("/codes/rules/new", Main);
        await page.GetByRole(AriaRole.Button, new() { Name = "国家药品追溯码（20 位）" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "填入码段" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert).First).ToContainTextAsync("请选择有药品标识码的药品，或直接填写药品标识码。");
        await Accessible(page);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "药品标识码" }).FillAsync("12");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "填入码段" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert).First).ToContainTextAsync("药品标识码应为 7 位数字");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "药品标识码" }).FillAsync("");
        var drugs = dialog.GetByRole(AriaRole.Combobox, new() { Name = "药品" });
        await drugs.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        var identification = (await drugs.Locator("option").Nth(1).TextContentAsync())![..7];
        await dialog.GetByRole(AriaRole.Button, new() { Name = "填入码段" }).ClickAsync();
        await Expect(Card(page, 1).GetByLabel("码段内容")).ToHaveValueAsync(identification);
        await Expect(page.GetByText("已使用长度 20，剩余长度 0")).ToBeVisibleAsync();
        await Expect(page.Locator("code")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_rule_whose_codes_could_be_copied_says_so()
    {
        var page = await OpenAsync("/codes/rules?q=装箱", Main);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "装箱流水码" })).ToContainTextAsync("不可防伪");
        await page.GetByRole(AriaRole.Link, new() { Name = "装箱流水码", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("知道一个码就能推算出其他码");
        await Accessible(page);
    }

    private static ILocator Card(IPage page, int number) => page.GetByRole(AriaRole.Group, new() { Name = $"第 {number} 段" });

    private static ILocator Row(IPage page) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = "旅程示例规则" });

    private static async Task ActAsync(IPage page, string act)
    {
        await Row(page).GetByRole(AriaRole.Button, new() { Name = "旅程示例规则的操作" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = act, Exact = true }).ClickAsync();
    }
}
