using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>A drug from its licence to what consumers read about it.</summary>
public sealed class DrugTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task A_drug_is_added_found_by_its_initials_and_described_for_consumers()
    {
        var page = await OpenAsync("/drugs/new", OtherOrg);
        await page.GetByLabel("药品通用名").FillAsync("示例洛芬片");
        await page.GetByLabel("剂型").FillAsync("片剂");
        await page.GetByLabel("制剂规格").FillAsync("0.2g");
        await page.GetByLabel("批准文号").FillAsync("国药准字H2099123");
        await page.GetByLabel("生产企业").FillAsync("青禾示例医药有限公司");
        await page.GetByLabel("每个最小包装的数量").FillAsync("24");
        await page.GetByLabel("最小剂量单位").FillAsync("片");
        await page.GetByLabel("最小包装单位").FillAsync("盒");
        await page.GetByLabel("有效期").FillAsync("36");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("8 位数字");
        await Accessible(page);
        await page.GetByLabel("批准文号").FillAsync("国药准字H20991234");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.Heading("示例洛芬片")).ToBeVisibleAsync();

        await page.GotoAsync("/drugs?q=SLLF");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "示例洛芬片" })).ToBeVisibleAsync();
        await page.InMenu("药品详情维护").ClickAsync();
        await Expect(page.Heading("药品详情维护")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "示例洛芬片", Exact = true }).ClickAsync();
        await Expect(page.Heading("示例洛芬片")).ToBeVisibleAsync();
        await page.SettledAsync();
        await page.GetByLabel("药品图片").SetInputFilesAsync(new FilePayload { Name = "演示.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync(new() { Clip = new() { Width = 64, Height = 48 } }) });
        await page.GetByLabel("药品标识1").SelectOptionAsync(new SelectOptionValue { Label = "乙类OTC" });
        foreach (var chapter in new[] { "商品名", "成分", "性状", "适应症", "用法与用量", "不良反应", "禁忌" })
            await page.GetByRole(AriaRole.Textbox, new() { Name = chapter }).FillAsync($"示例{chapter}");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "注意事项" }).FillAsync("示例注意事项");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "注意事项" }).BlurAsync();
        var phone = page.GetByRole(AriaRole.Group, new() { Name = "消费者看到的药品详情" });
        await Expect(phone).ToContainTextAsync("OTC 乙类");
        await Expect(phone).ToContainTextAsync("示例注意事项");
        await Expect(page.GetByText("草稿已保存")).ToBeVisibleAsync();
        await Accessible(page);

        await page.ReloadAsync();
        await page.SettledAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "注意事项" })).ToHaveValueAsync("示例注意事项");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交", Exact = true }).ClickAsync();
        await Expect(page.GetByText("消费者看到的是第 1 版")).ToBeVisibleAsync();
        await page.InMenu("药品详情维护").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "示例洛芬片" })).ToContainTextAsync("已提交");
    }
}
