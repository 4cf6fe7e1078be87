using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>开通商家后台 where the operator has configured no provider.</summary>
public sealed class OpeningTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task The_main_account_opens_the_console_by_the_keyboard_and_the_workbench_knows()
    {
        var page = await OpenAsync("/", OtherOrg);
        var begin = page.GetByRole(AriaRole.Link, new() { Name = "免费开通商家后台" });
        await begin.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Heading("开通商家后台")).ToBeVisibleAsync();
        await Expect(page.GetByText("平台没有启用外部账号登录")).ToBeVisibleAsync();
        await Accessible(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "马上开通" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "开通商家后台" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确认开通" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已开通商家后台" })).ToBeVisibleAsync();
        await Accessible(page);
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已开通商家后台" })).ToBeVisibleAsync();
        await Accessible(page);
    }
}
