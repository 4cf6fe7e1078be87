using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>A tablet held upright and a phone.</summary>
public sealed class SmallWindowTests(RunningConsole console) : ConsoleTest(console)
{
    private static readonly string[] Pages = ["/", "/orgs/audit", "/orgs/audit/1", "/my/account", "/my/downloads"];

    [Theory]
    [InlineData(768)]
    [InlineData(390)]
    public async Task No_page_scrolls_sideways(int width)
    {
        var page = await (await NewBrowserAsync(Main, new(width, "light"))).NewPageAsync();
        foreach (var address in Pages)
        {
            await page.GotoAsync(address);
            await page.SettledAsync();
            (await page.TooWideAsync()).Should().BeEmpty("{0} fits a window of {1} pixels", address, width);
        }
    }

    [Theory]
    [InlineData(768)]
    [InlineData(390)]
    public async Task The_menu_closes_by_Esc_by_a_tap_beside_it_and_by_choosing(int width)
    {
        var page = await OpenAsync("/", look: new(width, "light"));
        var burger = page.GetByRole(AriaRole.Button, new() { Name = "菜单", Exact = true });
        var link = page.InMenu("药品信息");
        await Expect(link).Not.ToBeInViewportAsync();
        await burger.ClickAsync();
        await Expect(link).ToBeInViewportAsync();
        await Expect(burger).ToHaveAttributeAsync("aria-expanded", "true");
        await Accessible(page);

        await page.Keyboard.PressAsync("Escape");
        await Expect(link).Not.ToBeInViewportAsync();
        await Expect(burger).ToBeFocusedAsync();

        await burger.ClickAsync();
        await Expect(link).ToBeInViewportAsync();
        await page.Mouse.ClickAsync(width - 10, 500);
        await Expect(link).Not.ToBeInViewportAsync();
        await Expect(burger).ToHaveAttributeAsync("aria-expanded", "false");

        await burger.ClickAsync();
        await link.ClickAsync();
        await page.UrlIsAsync("/drugs");
        await Expect(link).Not.ToBeInViewportAsync();
    }
}
