using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>What a person in front of an open page sees while something behind it is broken.</summary>
public sealed class OutageTests(RunningConsole console) : OwnHostTest(console)
{
    [Fact]
    public async Task A_dead_host_brings_a_banner_and_a_new_one_the_page_back()
    {
        // What Blazor's script and the browser themselves log about a connection that is gone.
        ExpectTrouble("_framework/blazor.web");
        ExpectTrouble("ERR_CONNECTION_REFUSED");
        ExpectTrouble("ERR_CONNECTION_RESET");
        // The new host does not know the old one's connections.
        ExpectTrouble("the server responded with a status of 404");
        var page = await OpenAsync("/my/account");
        await KillHostAsync();
        // By its place: a page that is being opened again has no styles for a moment, and shows whatever it will hide.
        var banner = page.Locator("#components-reconnect-modal");
        await Expect(banner).ToBeVisibleAsync();
        await Accessible(page);

        await StartHostAgainAsync();

        await Expect(banner).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "药溯，回到工作台" }).ClickAsync();
        await Expect(page.Heading("工作台")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_database_that_does_not_answer_brings_a_banner_that_goes_away_by_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Freezing another process needs signals and /proc.");
        var page = await OpenAsync("/");
        FreezeDatabase();
        var banner = page.GetByText("数据库暂时连不上，正在自动重试");
        await Expect(banner).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Accessible(page);

        ThawDatabase();

        await Expect(banner).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "我的账号" }).First.ClickAsync();
        await page.UrlIsAsync("/my/account");
    }
}
