using System.Text.RegularExpressions;

namespace Yaosu.E2E.Browser;

/// <summary>What people do on any page.</summary>
internal static partial class PageActs
{
    public static async Task SignInAsync(this IPage page, string login, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.FillSignInAsync(login, password);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "工作台", Level = 1 })).ToBeVisibleAsync();
    }

    public static async Task FillSignInAsync(this IPage page, string login, string password)
    {
        await page.GetByLabel("账号").FillAsync(login);
        await page.GetByLabel("密码").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
    }

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 });

    public static ILocator InMenu(this IPage page, string title) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "主菜单" }).GetByRole(AriaRole.Link, new() { Name = title });

    public static async Task SignOutAsync(this IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "的账号菜单" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await Expect(page.Heading("登录")).ToBeVisibleAsync();
    }

    /// <summary>Until the page's own content is drawn: console pages appear with their circuit, and lists load after that.</summary>
    public static async Task SettledAsync(this IPage page)
    {
        await Expect(page.Locator("h1").First).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-busy='true']")).ToHaveCountAsync(0);
        // A list that has just come may still be about to ask for its rows.
        await page.WaitForTimeoutAsync(100);
        await Expect(page.Locator("[aria-busy='true']")).ToHaveCountAsync(0);
    }

    /// <summary>What reaches past the right edge, unless it scrolls in a box of its own.</summary>
    public static async Task<string[]> TooWideAsync(this IPage page) => await page.EvaluateAsync<string[]>(
        """
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
          : [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 160))
        """);

    public static async Task UrlIsAsync(this IPage page, string pathAndQuery) => await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(pathAndQuery) + "$"));
}
