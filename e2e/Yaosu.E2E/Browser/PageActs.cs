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

    /// <summary>Until the page's own content is drawn: console pages appear with their circuit, and lists load after that.</summary>
    public static async Task SettledAsync(this IPage page)
    {
        await Expect(page.Locator("h1").First).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-busy='true']")).ToHaveCountAsync(0);
    }

    public static async Task UrlIsAsync(this IPage page, string pathAndQuery) => await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(pathAndQuery) + "$"));
}
