using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

public sealed class SignInTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task A_person_signs_in_and_stands_in_front_of_the_workbench()
    {
        var page = await (await NewBrowserAsync()).NewPageAsync();
        await page.GotoAsync("/");
        await Expect(page.Heading("登录")).ToBeVisibleAsync();
        await Accessible(page);

        await page.FillSignInAsync(Main, Password);

        await Expect(page.Heading("工作台")).ToBeVisibleAsync();
        await Expect(page).ToHaveTitleAsync("工作台 · 药溯");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "演示·林管理 的账号菜单" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        var page = await (await NewBrowserAsync()).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await Expect(page.GetByLabel("账号")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Quality);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Heading("工作台")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_answered_with_a_sentence_that_says_what_to_do()
    {
        var page = await (await NewBrowserAsync()).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.FillSignInAsync(Warehouse, "not-the-password");

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("账号或密码不正确，请检查后重试。");
        await Expect(page.GetByLabel("账号")).ToHaveValueAsync(Warehouse);
        await Expect(page.GetByLabel("密码")).ToHaveValueAsync("");
        await Accessible(page);
    }

    [Fact]
    public async Task Signing_in_leads_to_the_page_first_asked_for()
    {
        var page = await (await NewBrowserAsync()).NewPageAsync();
        await page.GotoAsync("/my/account?tab=security");
        await page.FillSignInAsync(Quality, Password);
        await page.UrlIsAsync("/my/account?tab=security");
    }

    [Fact]
    public async Task Signing_out_in_one_tab_ends_the_other_within_seconds()
    {
        var browser = await NewBrowserAsync();
        var first = await browser.NewPageAsync();
        await first.SignInAsync(Warehouse, Password);
        var second = await browser.NewPageAsync();
        await second.GotoAsync("/");
        await Expect(second.Heading("工作台")).ToBeVisibleAsync();

        await first.GetByRole(AriaRole.Button, new() { Name = "的账号菜单" }).ClickAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();

        await Expect(first.Heading("登录")).ToBeVisibleAsync();
        await Expect(second.Heading("登录已结束")).ToBeVisibleAsync(new() { Timeout = 8_000 });
        await Accessible(second);
    }
}
