using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>The console's frame.</summary>
public sealed class ShellTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task A_page_without_the_right_to_it_names_the_missing_permission()
    {
        ExpectTrouble("403 (Forbidden)");
        var page = await OpenAsync("/orgs/audit", Warehouse);
        await Expect(page.Heading("您没有打开这个页面的权限")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("“查看审计日志”权限");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("请联系演示·林管理（主账号）");
        await Accessible(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "回到工作台" }).ClickAsync();
        await Expect(page.Heading("工作台")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_menu_shows_what_one_may_open_and_no_more()
    {
        var page = await OpenAsync("/", Warehouse);
        var menu = page.GetByRole(AriaRole.Navigation, new() { Name = "主菜单" });
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = "我的账号" })).ToBeVisibleAsync();
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = "审计日志" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        ExpectTrouble("404 (Not Found)");
        var page = await OpenAsync("/no/such/page");
        await Expect(page.Heading("没有这个页面")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "回到工作台" }).ClickAsync();
        await Expect(page.Heading("工作台")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("审计")]
    [InlineData("sj")]
    [InlineData("SJRZ")]
    public async Task The_palette_finds_a_page_by_its_title_and_by_pinyin(string typed)
    {
        var page = await OpenAsync("/");
        await page.Keyboard.PressAsync("Control+k");
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "搜索功能" });
        await Expect(palette.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync(typed);
        await Expect(palette.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("审计日志");
        await Accessible(page);

        await page.Keyboard.PressAsync("Enter");

        await page.UrlIsAsync("/orgs/audit");
        await Expect(palette).ToBeHiddenAsync();
        await Expect(page.Heading("审计日志")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_palette_says_when_nothing_fits_and_closes_with_Esc()
    {
        var page = await OpenAsync("/");
        await page.Keyboard.PressAsync("Control+k");
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "搜索功能" });
        await page.Keyboard.TypeAsync("不存在的功能");
        await Expect(palette.GetByRole(AriaRole.Status)).ToContainTextAsync("没有找到“不存在的功能”");
        await page.Keyboard.PressAsync("Escape");
        await Expect(palette).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_chosen_theme_is_there_with_the_first_byte_of_the_next_page()
    {
        var page = await OpenAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "外观" }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "外观" }).GetByText("深色").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        // The server paints it: a script that did so later would let the page flash.
        var html = await (await page.ReloadAsync())!.TextAsync();
        html.Should().MatchRegex("<html[^>]*data-theme=\"dark\"");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GotoAsync("/session-ended");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task The_keyboard_alone_reaches_the_content_and_the_menu()
    {
        var page = await OpenAsync("/");
        await page.Locator("body").PressAsync("Tab");
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "跳到正文" });
        await skip.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("m");
        await page.UrlIsAsync("/my/account");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "快捷键" })).ToBeVisibleAsync();
        await Accessible(page);
    }

    [Fact]
    public async Task A_narrow_window_keeps_the_menu_behind_a_button()
    {
        var page = await OpenAsync("/", look: new(768, "light"));
        // From the top of the menu: it may grow longer than the window.
        var link = page.GetByRole(AriaRole.Navigation, new() { Name = "主菜单" }).GetByRole(AriaRole.Link, new() { Name = "药品信息" });
        await Expect(link).Not.ToBeInViewportAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "菜单", Exact = true }).ClickAsync();
        await Expect(link).ToBeInViewportAsync();
        await Accessible(page);
        await link.ClickAsync();
        await page.UrlIsAsync("/drugs");
        await Expect(link).Not.ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_bell_says_what_it_is_for_while_there_is_nothing()
    {
        var page = await OpenAsync("/", Warehouse);
        await page.GetByRole(AriaRole.Button, new() { Name = "通知，没有未读" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "通知" })).ToContainTextAsync("还没有通知");
        await Accessible(page);
    }
}
