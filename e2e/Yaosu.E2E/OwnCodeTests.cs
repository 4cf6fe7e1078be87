using System.Text;
using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>Codes that an enterprise has printed already, from its file to 码查询.</summary>
public sealed class OwnCodeTests(RunningConsole console) : ConsoleTest(console)
{
    private const string Prefix = "https://m.yunshan.example.com/";

    [Fact]
    public async Task A_file_with_wrong_lines_is_refused_line_by_line_and_the_right_one_is_found_and_taken_back()
    {
        var page = await OpenAsync("/codes/packages", Main);
        await page.GetByRole(AriaRole.Link, new() { Name = "上传自有码" }).ClickAsync();
        await Expect(page.Heading("上传自有码")).ToBeVisibleAsync();
        var template = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载码包模板.csv" }).ClickAsync());
        template.SuggestedFilename.Should().Be("码包模板.csv");
        await page.GetByLabel("查找商户").FillAsync("自有");
        await Expect(page.GetByText("找到 1 个")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "商户" }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await ChooseAsync(page, "错的.csv", "网址", $"{Prefix}旅程", $"{Prefix}JOURNEY-1", "https://else.example.com/JOURNEY-2");
        await page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("有 2 行不能使用，没有保存任何码");
        var wrong = page.GetByRole(AriaRole.Table, new() { Name = "不能使用的行" });
        await Expect(wrong.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("第 2 行");
        await Expect(wrong.GetByRole(AriaRole.Row).Nth(2)).ToContainTextAsync("不以这个商户登记的网址前缀开头");
        await Accessible(page);

        await ChooseAsync(page, "对的.csv", "网址", $"{Prefix}JOURNEY-1", $"{Prefix}JOURNEY-2");
        await Expect(wrong).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }).ClickAsync();
        await Expect(page.GetByText("已上传 2 个码。")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("企业自有");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "标签（PDF）" })).ToBeHiddenAsync();
        await Accessible(page);
        var package = page.Url;
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载文字码包" }).ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync(), Encoding.UTF8)).Should().EndWith($"普通码,JOURNEY-2,{Prefix}JOURNEY-2\r\n");

        await page.GotoAsync("/codes/query");
        await page.SettledAsync();
        await page.GetByLabel("追溯码").FillAsync($"{Prefix}JOURNEY-2");
        await page.GetByRole(AriaRole.Button, new() { Name = "查询", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "普通码 JOURNEY-2" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("第 2 个");

        await page.GotoAsync(package);
        await page.SettledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();
        await Expect(page.Heading("生码管理")).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(IPage page, string name, params string[] lines)
    {
        await page.Locator("input[type='file']").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(string.Join("\r\n", lines)) });
        await Expect(page.GetByText($"{name}（")).ToBeVisibleAsync();
    }
}
