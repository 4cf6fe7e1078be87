using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>What holds for every page there is and will be.</summary>
public sealed class EveryPageTests(RunningConsole console) : ConsoleTest(console)
{
    public static TheoryData<int, string> Everywhere()
    {
        var data = new TheoryData<int, string>();
        foreach (var look in Looks.All)
            data.Add(look.Width, look.Theme);
        return data;
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Every_page_is_accessible_and_fits_its_window(int width, string theme)
    {
        var problems = new List<string>();
        var visited = new List<string>();
        ExpectTrouble("404 (Not Found)");
        var page = await (await NewBrowserAsync(Main, new(width, theme))).NewPageAsync();
        await SiteMap.VisitAsync(page, async address =>
        {
            visited.Add(address);
            // What consumers read has colours of its own, also as a preview.
            if (await page.Locator("#ys-main").CountAsync() > 0)
                (await page.EvaluateAsync<string>("document.documentElement.dataset.theme")).Should().Be(theme, "{0} was asked for in these colours", address);
            problems.AddRange((await AccessProblemsAsync(page)).Select(problem => $"{address}: {problem}"));
            problems.AddRange((await page.TooWideAsync()).Select(element => $"{address}: wider than the window: {element}"));
        });
        visited.Should().Contain(["/", "/my/account", "/orgs/audit"]);
        problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/sign-in", "light")]
    [InlineData("/sign-in", "dark")]
    [InlineData("/sign-in/qr", "light")]
    [InlineData("/sign-in/qr", "dark")]
    [InlineData("/session-ended", "light")]
    [InlineData("/session-ended", "dark")]
    [InlineData("/error/500", "light")]
    [InlineData("/error/500", "dark")]
    public async Task Pages_before_the_console_are_accessible_and_fit_a_narrow_window(string address, string theme)
    {
        foreach (var width in new[] { 1440, 768, 360 })
        {
            var page = await (await NewBrowserAsync(look: new(width, theme))).NewPageAsync();
            await page.GotoAsync(address);
            await page.SettledAsync();
            await Accessible(page);
            (await page.TooWideAsync()).Should().BeEmpty();
        }
    }
}
