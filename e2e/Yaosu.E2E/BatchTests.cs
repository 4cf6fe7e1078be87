using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>A batch from its number to the consumer's phone, and what the phone says once something is wrong.</summary>
public sealed class BatchTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task A_batch_takes_its_codes_comes_into_force_and_is_frozen()
    {
        var page = await OpenAsync("/codes/packages/new", Main);
        await page.GetByLabel("查找商户").FillAsync("自营");
        await Expect(page.GetByText("找到 1 个")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "商户" }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();
        await page.GetByLabel("生码数量").FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "生效" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "下载文字码包" })).ToBeVisibleAsync();
        var package = (await page.Heading("码包").TextContentAsync())!.Split(' ')[1];
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载文字码包" }).ClickAsync());
        var code = new Uri((await File.ReadAllTextAsync(await download.PathAsync())).TrimEnd().Split("\r\n")[^1].Split(',')[3]).AbsolutePath;

        await page.GotoAsync("/batches");
        await page.SettledAsync();
        await Accessible(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "新建批次" }).ClickAsync();
        await Expect(page.Heading("新建批次")).ToBeVisibleAsync();
        await page.GetByLabel("批次号").FillAsync("E2E-2026 01");
        await page.GetByLabel("查找所属商户").FillAsync("自营");
        await Expect(page.GetByText("找到 1 个")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "所属商户" }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("查找选择商品").FillAsync("厄贝沙坦");
        await Expect(page.GetByText("找到 2 个，请在上面")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "选择商品" }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("生产日期").FillAsync("2026-09-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "按药品有效期" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "添加自定义信息" }).ClickAsync();
        await page.GetByLabel("标题").FillAsync("产地");
        await page.GetByLabel("内容").FillAsync("示例省示例市");
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.Heading("批次 E2E-2026 01")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "激活" })).ToBeDisabledAsync();
        await Accessible(page);
        var batch = page.Url;

        await page.GetByRole(AriaRole.Link, new() { Name = "关联码包" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = $"选择 {package}" }).CheckAsync();
        await Expect(page.GetByText("已选择（1），总码量 7 枚")).ToBeVisibleAsync();
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "关联", Exact = true }).ClickAsync();
        await Expect(page.GetByText("标识数量 7 枚")).ToBeVisibleAsync();

        var phone = await (await NewBrowserAsync()).NewPageAsync();
        await phone.SetViewportSizeAsync(390, 800);
        await SaysAsync(phone, code, "该码尚未激活");
        await Expect(phone.GetByText("厄贝沙坦")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "激活" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "激活" }).ClickAsync();
        await Expect(page.GetByText("批次“E2E-2026 01”已激活。")).ToBeVisibleAsync();
        await SaysAsync(phone, code, "这是真实的追溯码");
        await Expect(phone.GetByText("E2E-2026 01")).ToBeVisibleAsync();
        await Expect(phone.GetByText("示例省示例市")).ToBeVisibleAsync();
        (await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")).Should().BeTrue();

        await page.GetByRole(AriaRole.Button, new() { Name = "冻结" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "冻结原因" }).FillAsync("留样检查");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "冻结" }).ClickAsync();
        await Expect(page.GetByText("批次已冻结。")).ToBeVisibleAsync();
        await Accessible(page);
        await SaysAsync(phone, code, "这一批次已被冻结，请不要使用");
        await Expect(phone.GetByText("留样检查")).ToHaveCountAsync(0);

        await page.GotoAsync(new Uri(batch).AbsolutePath + "/preview?state=Active");
        await Expect(page.GetByText("预览：")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "这是真实的追溯码" })).ToBeVisibleAsync();
        await Accessible(page);
    }

    /// <summary>An answer is kept for a second.</summary>
    private static async Task SaysAsync(IPage phone, string code, string heading)
    {
        var says = phone.GetByRole(AriaRole.Heading, new() { Name = heading });
        for (var i = 0; i < 10; i++)
        {
            await phone.GotoAsync(code);
            if (await says.IsVisibleAsync())
                break;
            await phone.WaitForTimeoutAsync(300);
        }
        await Expect(says).ToBeVisibleAsync();
        await Accessible(phone);
    }
}
