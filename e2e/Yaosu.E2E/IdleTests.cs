using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>What happens to a console that nobody touches, and to one that is locked. Time does not pass: the tabs are told that it has.</summary>
public sealed class IdleTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task A_minute_before_the_end_every_tab_warns_and_staying_in_one_calms_both()
    {
        var (first, second) = await TwoTabsAsync();
        await IdleForAsync(first, seconds: (29 * 60) + 20);
        foreach (var page in new[] { first, second })
            await Expect(Warning(page)).ToContainTextAsync("秒后退出");
        await Accessible(first);

        await first.GetByRole(AriaRole.Button, new() { Name = "继续使用" }).ClickAsync();

        await Expect(Warning(first)).ToBeHiddenAsync();
        await Expect(Warning(second)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Who_does_not_answer_is_signed_out()
    {
        var (page, other) = await TwoTabsAsync();
        await IdleForAsync(page, seconds: (29 * 60) + 20);
        await Expect(Warning(page)).ToBeVisibleAsync();
        await IdleForAsync(page, seconds: 30 * 60);
        await Expect(page.Heading("登录已结束")).ToBeVisibleAsync();
        await Expect(other.Heading("登录已结束")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Locking_by_the_keyboard_hides_every_tab_until_the_password_is_given()
    {
        var (page, other) = await TwoTabsAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("l");
        await Expect(page.Heading("已锁屏")).ToBeVisibleAsync();
        await Expect(other.Heading("已锁屏")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Heading("已锁屏")).ToBeVisibleAsync();
        await Accessible(page);

        await page.GetByLabel("密码").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");

        await page.UrlIsAsync("/my/account");
        await Expect(page.Heading("我的账号")).ToBeVisibleAsync();
    }

    private static ILocator Warning(IPage page) => page.GetByRole(AriaRole.Alertdialog, new() { Name = "您还在吗？" });

    /// <summary>Of a sign-in of their own: what they do to their session must not reach other tests.</summary>
    private async Task<(IPage First, IPage Second)> TwoTabsAsync()
    {
        var context = await NewBrowserAsync();
        var first = await context.NewPageAsync();
        await first.SignInAsync(Warehouse, Password);
        var second = await context.NewPageAsync();
        foreach (var page in new[] { first, second })
        {
            await page.GotoAsync("/my/account");
            await page.SettledAsync();
            await Expect(page.Locator("#ys-idle")).ToBeAttachedAsync();
        }
        // The report that somebody is there has reached the server.
        await first.WaitForFunctionAsync("() => localStorage.getItem('ys-alive') !== null");
        return (first, second);
    }

    /// <summary>For both tabs: they share what they remember of the last report.</summary>
    private static Task IdleForAsync(IPage page, int seconds) => page.EvaluateAsync("seconds => localStorage.setItem('ys-alive', String(Date.now() - 1000 * seconds))", seconds);
}
