using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>Addresses that lead somewhere in one enterprise lead nowhere in another.</summary>
public sealed class TwoEnterprisesTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task An_entry_of_another_enterprises_log_is_not_there()
    {
        var own = await OpenAsync("/orgs/audit", Main);
        var address = (await own.Locator("tbody [href^='/orgs/audit/']").First.GetAttributeAsync("href"))!;
        var other = await OpenAsync(address, OtherOrg);
        await Expect(other.GetByRole(AriaRole.Main)).ToContainTextAsync("没有这条审计日志。");
        await Expect(other.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("云杉");
        await Accessible(other);
    }

    [Fact]
    public async Task A_picture_is_seen_by_colleagues_and_a_page_of_not_found_by_others()
    {
        ExpectTrouble("404 (Not Found)");
        var owner = await OpenAsync("/my/account", Quality);
        await owner.Locator("input[type='file']").SetInputFilesAsync(new FilePayload { Name = "头像.png", MimeType = "image/png", Buffer = await owner.ScreenshotAsync(new() { Clip = new() { Width = 64, Height = 64 } }) });
        await Expect(owner.GetByText("头像已更新。")).ToBeVisibleAsync();
        var address = (await owner.Locator(".upload img").GetAttributeAsync("src"))!;

        var colleague = await OpenAsync("/", Warehouse);
        (await colleague.APIRequest.GetAsync(address)).Status.Should().Be(200);
        await NotThereAsync(await OpenAsync("/", OtherOrg), address);
        var stranger = await (await NewBrowserAsync()).NewPageAsync();
        await stranger.GotoAsync(address);
        await Expect(stranger.Heading("登录")).ToBeVisibleAsync();

        await owner.GetByRole(AriaRole.Button, new() { Name = "移除" }).ClickAsync();
        await Expect(owner.GetByText("头像已移除。")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_exported_file_is_there_for_whoever_exported_it_and_nobody_else()
    {
        ExpectTrouble("404 (Not Found)");
        var owner = await OpenAsync("/orgs/audit", Main);
        await owner.GetByRole(AriaRole.Button, new() { Name = "导出" }).ClickAsync();
        await owner.InMenu("我的下载").ClickAsync();
        var link = owner.GetByRole(AriaRole.Link, new() { Name = "下载 审计日志" }).First;
        await Expect(link).ToBeVisibleAsync();
        var address = (await link.GetAttributeAsync("href"))!;
        foreach (var login in new[] { Quality, OtherOrg })
            await NotThereAsync(await OpenAsync("/", login), address);
    }

    private static async Task NotThereAsync(IPage page, string address)
    {
        (await page.GotoAsync(address))!.Status.Should().Be(404);
        await Expect(page.Heading("没有这个页面")).ToBeVisibleAsync();
        await Expect(page.GetByText("不属于本企业")).ToBeVisibleAsync();
        await Accessible(page);
    }
}
