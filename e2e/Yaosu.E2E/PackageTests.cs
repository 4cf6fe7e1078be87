using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>Codes from the wizard to the consumer's phone.</summary>
public sealed class PackageTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task Codes_are_made_downloaded_looked_up_and_scanned()
    {
        var page = await OpenAsync("/codes/packages", Main);
        await page.GetByRole(AriaRole.Link, new() { Name = "生成码包" }).ClickAsync();
        await Expect(page.Heading("生成码包")).ToBeVisibleAsync();
        await page.GetByLabel("查找商户").FillAsync("自营");
        await Expect(page.GetByText("找到 1 个")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "商户" }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();
        await page.GetByLabel("查找关联商品").FillAsync("厄贝沙坦");
        await Expect(page.GetByText("找到 2 个，请在上面")).ToBeVisibleAsync();
        var goods = page.GetByRole(AriaRole.Combobox, new() { Name = "关联商品" });
        await goods.SelectOptionAsync(await goods.Locator("option", new() { HasText = "0.15g×7片/盒" }).GetAttributeAsync("value") ?? "");
        await page.GetByRole(AriaRole.Radio, new() { Name = "三级包装码" }).CheckAsync();
        await page.GetByLabel("外包装数量").FillAsync("100000");
        await page.GetByRole(AriaRole.Button, new() { Name = "生效" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("一次最多生成 1,000,000 枚");
        await Accessible(page);
        await page.GetByLabel("外包装数量").FillAsync("20");
        await page.GetByRole(AriaRole.Button, new() { Name = "生效" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("外:中:内 = 1:10:100");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "下载文字码包" })).ToBeVisibleAsync();
        await Accessible(page);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载文字码包" }).ClickAsync());
        var lines = (await File.ReadAllTextAsync(await download.PathAsync(), Encoding.UTF8)).TrimEnd().Split("\r\n");
        lines.Should().HaveCount(1 + 20 + 200 + 2000);
        var (carton, inner) = (lines[25].Split(','), lines[^1].Split(','));

        foreach (var kind in new[] { "文字码包（ZIP）", "图片码包（SVG）", "图片码包（PNG）", "标签（PDF）" })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = kind }).ClickAsync();
            await Expect(page.GetByText("正在生成，完成后会通知您").First).ToBeVisibleAsync();
        }
        var downloads = await page.Context.NewPageAsync();
        await downloads.GotoAsync("/my/downloads");
        foreach (var (kind, entries) in new[] { ("文字码包（ZIP）", 1), ("图片码包（SVG）", 2220), ("图片码包（PNG）", 2220), ("标签（PDF）", 3) })
        {
            var link = downloads.GetByRole(AriaRole.Link, new() { NameRegex = new($"下载.*{Regex.Escape(kind)}") }).First;
            await Expect(link).ToBeVisibleAsync(new() { Timeout = 60_000 });
            var file = await downloads.RunAndWaitForDownloadAsync(() => link.ClickAsync());
            using var zip = ZipFile.OpenRead(await file.PathAsync());
            zip.Entries.Should().HaveCount(entries);
        }
        await downloads.CloseAsync();

        await page.GotoAsync("/codes/query");
        await page.SettledAsync();
        await page.GetByLabel("追溯码").FillAsync($" {carton[2][..10]} {carton[2][10..]}");
        await page.GetByRole(AriaRole.Button, new() { Name = "查询", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(carton[0]);
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = carton[4] }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"外包装码 {carton[4]}" })).ToBeVisibleAsync();
        await page.GetByLabel("追溯码").FillAsync($"{inner[3]}\n12345678901234567890");
        await page.GetByRole(AriaRole.Button, new() { Name = "查询", Exact = true }).ClickAsync();
        await Expect(page.GetByText("2 个码，查到 1 个")).ToBeVisibleAsync();

        var phone = await (await NewBrowserAsync()).NewPageAsync();
        await phone.SetViewportSizeAsync(390, 800);
        var cookies = (await phone.Context.CookiesAsync()).Select(x => x.Name).ToList();
        await phone.GotoAsync(new Uri(inner[3]).AbsolutePath);
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "这是真实的追溯码" })).ToBeVisibleAsync();
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "厄贝沙坦片" })).ToBeVisibleAsync();
        await Expect(phone.GetByText("Rx 处方药")).ToBeVisibleAsync();
        (await phone.GetByRole(AriaRole.Img, new() { Name = "厄贝沙坦片" }).EvaluateAsync<int>("image => image.naturalWidth")).Should().BeGreaterThan(0);
        (await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")).Should().BeTrue();
        (await phone.Context.CookiesAsync()).Select(x => x.Name).Should().BeEquivalentTo(cookies, "the page leaves nothing behind");
        await Accessible(phone);
        await phone.GotoAsync(new Uri(inner[3]).AbsolutePath[..^1] + "x");
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "没有查到这个码" })).ToBeVisibleAsync();
        await Accessible(phone);
    }
}
