using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>The reference list: its address, its memory, its detail page, its export.</summary>
public sealed class AuditLogTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task What_is_shown_stands_in_the_address_and_survives_reload_link_back_and_forward()
    {
        // Both are signed in before anything is read: a sign-in is a line of the log.
        var colleague = await OpenAsync("/", Main);
        var page = await OpenAsync("/orgs/audit", Quality);
        await page.GetByLabel("操作人", new() { Exact = true }).FillAsync("演示");
        await page.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();
        await page.UrlIsAsync("/orgs/audit?person=" + Uri.EscapeDataString("演示"));
        // The address changes a moment before the headers lead on from it.
        await Expect(Header(page, "操作人").GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", new Regex("person="));
        await Header(page, "操作人").GetByRole(AriaRole.Link).ClickAsync();
        await page.UrlIsAsync("&sort=person");
        await page.GetByLabel("每页条数").SelectOptionAsync("10");
        await page.UrlIsAsync("&sort=person&size=10");
        await page.GetByRole(AriaRole.Link, new() { Name = "下一页" }).ClickAsync();
        await page.UrlIsAsync("&sort=person&size=10&page=2");
        await ShowsAsync(page, 2);
        var second = await RowsAsync(page);

        await page.ReloadAsync();
        await ShowsAsync(page, 2);
        (await RowsAsync(page)).Should().Equal(second);

        await colleague.GotoAsync(page.Url);
        await ShowsAsync(colleague, 2);
        (await RowsAsync(colleague)).Should().Equal(second, "a colleague who gets the address sees the same rows");

        await page.GoBackAsync();
        await page.UrlIsAsync("&sort=person&size=10");
        await ShowsAsync(page, 1);
        await page.GoBackAsync();
        await page.GoBackAsync();
        await page.UrlIsAsync("/orgs/audit?person=" + Uri.EscapeDataString("演示"));
        await Expect(Header(page, "操作人")).ToHaveAttributeAsync("aria-sort", "none");
        await page.GoBackAsync();
        await page.UrlIsAsync("/orgs/audit");
        await Expect(page.GetByLabel("操作人", new() { Exact = true })).ToHaveValueAsync("");
        for (var step = 0; step < 4; step++)
            await page.GoForwardAsync();
        await page.UrlIsAsync("&sort=person&size=10&page=2");
        await ShowsAsync(page, 2);
        (await RowsAsync(page)).Should().Equal(second);
    }

    [Fact]
    public async Task A_copied_view_brings_its_columns_along()
    {
        var browser = await NewBrowserAsync(Main);
        await browser.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/orgs/audit?action=orgs.profile.changed&cols=at,sequence,person&size=50");
        await page.SettledAsync();
        string[] shown = ["时间", "序号", "操作人"];
        await HeadersAreAsync(page, shown);
        await page.GetByRole(AriaRole.Button, new() { Name = "视图" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "复制本视图链接" }).ClickAsync();
        await Expect(page.GetByText("已复制")).ToBeVisibleAsync();
        var link = await page.EvaluateAsync<string>("navigator.clipboard.readText()");

        var colleague = await OpenAsync(new Uri(link).PathAndQuery, Quality);

        await HeadersAreAsync(colleague, shown);
        (await RowsAsync(colleague)).Should().Equal(await RowsAsync(page));
    }

    [Fact]
    public async Task Columns_and_density_are_remembered_over_signing_out_and_in()
    {
        var page = await (await NewBrowserAsync()).NewPageAsync();
        await page.SignInAsync(Quality, Password);
        await page.InMenu("审计日志").ClickAsync();
        await page.SettledAsync();
        var look = await LookAsync(page);
        await look.GetByLabel("宽松").CheckAsync();
        await look.GetByLabel("说明", new() { Exact = true }).UncheckAsync();
        await look.GetByLabel("序号", new() { Exact = true }).CheckAsync();
        await look.GetByRole(AriaRole.Button, new() { Name = "上移操作", Exact = true }).ClickAsync();
        string[] chosen = ["时间", "操作", "操作人", "对象类型", "对象", "序号"];
        await HeadersAreAsync(page, chosen);
        await Accessible(page);
        await page.Keyboard.PressAsync("Escape");

        await page.SignOutAsync();
        await page.SignInAsync(Quality, Password);
        await page.InMenu("审计日志").ClickAsync();
        await page.SettledAsync();

        await HeadersAreAsync(page, chosen);
        await Expect(page.Locator(".list")).ToHaveAttributeAsync("data-density", "Relaxed");

        await (await LookAsync(page)).GetByRole(AriaRole.Button, new() { Name = "恢复默认" }).ClickAsync();
        await HeadersAreAsync(page, ["时间", "操作人", "操作", "对象类型", "对象", "说明"]);
        await Expect(page.Locator(".list")).ToHaveAttributeAsync("data-density", "Normal");
    }

    [Fact]
    public async Task An_entry_shows_what_was_there_before_and_after()
    {
        var address = "/orgs/audit?person=" + Uri.EscapeDataString("周质量") + "&text=" + Uri.EscapeDataString("质量部");
        var page = await OpenAsync(address);
        await page.Locator("tbody [href^='/orgs/audit/']").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "审计记录" })).ToBeVisibleAsync();
        await page.SettledAsync();

        var changes = page.GetByRole(AriaRole.Region, new() { Name = "修改内容" });
        (await changes.GetByRole(AriaRole.Columnheader).AllInnerTextsAsync()).Should().Equal("项目", "修改前", "修改后");
        (await changes.Locator("tbody tr").First.Locator("> *").AllInnerTextsAsync()).Should().Equal("职务", "质量部", "质量负责人");
        await Accessible(page);

        await page.GoBackAsync();
        await page.UrlIsAsync(address);
        await Expect(page.Heading("审计日志")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_export_appears_in_my_downloads_by_itself_rings_the_bell_and_holds_the_filtered_rows()
    {
        var browser = await NewBrowserAsync(Quality);
        var downloads = await browser.NewPageAsync();
        await downloads.GotoAsync("/my/downloads");
        await downloads.SettledAsync();
        var ready = downloads.GetByText("可下载", new() { Exact = true }).And(downloads.Locator("td *"));
        var before = await ready.CountAsync();
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/orgs/audit?person=" + Uri.EscapeDataString("周质量") + "&action=orgs.profile.changed");
        await page.SettledAsync();
        var bell = page.GetByRole(AriaRole.Button, new() { Name = "通知，" });
        var unread = (await bell.GetAttributeAsync("aria-label"))!;
        var shown = await RowsAsync(page);
        shown.Should().NotBeEmpty();
        var columns = await HeadersAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "导出" }).ClickAsync();

        await Expect(page.GetByText($"正在导出 {shown.Count} 条记录")).ToBeVisibleAsync();
        await Expect(ready).ToHaveCountAsync(before + 1);
        await Expect(bell).Not.ToHaveAttributeAsync("aria-label", unread);
        await downloads.BringToFrontAsync();
        var download = await downloads.RunAndWaitForDownloadAsync(() => downloads.GetByRole(AriaRole.Link, new() { Name = "下载 审计日志" }).First.ClickAsync());
        download.SuggestedFilename.Should().StartWith("审计日志_").And.EndWith(".xlsx");
        var cells = ReadSheet((await download.PathAsync())!);
        cells[0].Should().Equal([.. columns, "修改内容"]);
        cells.Skip(1).Select(row => row[1]).Should().HaveCount(shown.Count).And.OnlyContain(person => person == "演示·周质量");
        cells.Skip(1).Should().Contain(row => row.Last() == "职务：质量部 → 质量负责人");

        await page.BringToFrontAsync();
        await bell.ClickAsync();
        await Accessible(page);
        await page.GetByRole(AriaRole.Dialog, new() { Name = "通知" }).GetByRole(AriaRole.Link, new() { Name = "导出已完成" }).First.ClickAsync();
        await page.UrlIsAsync("/my/downloads");

        // Who took out what is itself in the log, in words.
        await page.GotoAsync("/orgs/audit?action=platform.export.requested");
        await page.SettledAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("条件：操作人含“周质量”，操作为“修改个人资料”");
    }

    private static ILocator Header(IPage page, string title) => page.GetByRole(AriaRole.Columnheader, new() { Name = title, Exact = true });

    private static async Task<ILocator> LookAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "视图" }).ClickAsync();
        var look = page.GetByRole(AriaRole.Dialog, new() { Name = "列和密度" });
        await Expect(look).ToBeVisibleAsync();
        return look;
    }

    /// <summary>The page by its number, with all of its rows there.</summary>
    private static async Task ShowsAsync(IPage page, int number)
    {
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "分页" }).Locator("[aria-current='page']")).ToHaveTextAsync(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.SettledAsync();
        await Expect(page.GetByLabel("操作人", new() { Exact = true })).ToHaveValueAsync("演示");
        await Expect(Header(page, "操作人")).ToHaveAttributeAsync("aria-sort", "ascending");
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(IPage page) => await page.Locator("tbody tr").AllInnerTextsAsync();

    private static async Task<IReadOnlyList<string>> HeadersAsync(IPage page) => [.. (await page.Locator("thead th").AllInnerTextsAsync()).Select(text => text.Trim())];

    private static async Task HeadersAreAsync(IPage page, string[] titles) => await Expect(page.Locator("thead th")).ToHaveTextAsync(titles);

    /// <summary>Its first sheet as a spreadsheet program would show it, dates aside.</summary>
    private static List<List<string>> ReadSheet(string path)
    {
        using var book = ZipFile.OpenRead(path);
        using var bytes = book.Entries.Single(entry => entry.FullName == "xl/worksheets/sheet1.xml").Open();
        XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        return [.. XDocument.Load(bytes).Descendants(main + "row").Select(row => row.Elements(main + "c").Select(cell => cell.Value).ToList())];
    }
}
