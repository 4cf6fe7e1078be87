using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>A merchant and what it puts codes on.</summary>
public sealed class MerchantTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task A_merchant_with_own_codes_gets_goods_that_are_a_drug_and_goes_only_without_them()
    {
        var page = await OpenAsync("/codes/merchants/new", Main);
        await page.GetByLabel("商户名称").FillAsync("旅程示例商户");
        await page.GetByLabel("码来源").SelectOptionAsync(new SelectOptionValue { Label = "企业自有" });
        await page.GetByRole(AriaRole.Textbox, new() { Name = "网址前缀" }).FillAsync("http://m.example.com/c");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("应以 https:// 开头");
        await Accessible(page);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "网址前缀" }).FillAsync("https://m.example.com/c");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.GetByText("添加成功。")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "旅程示例商户" })).ToContainTextAsync("企业自有");

        await page.GotoAsync("/codes/goods/new");
        await page.GetByLabel("商品名称").FillAsync("旅程示例商品");
        await page.GetByLabel("查找所属商户").FillAsync("旅程");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "所属商户" }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("查找关联药品").FillAsync("EBST");
        await Expect(page.GetByText("找到 2 个")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "关联药品" }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.Heading("商品管理")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "旅程示例商品", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("厄贝沙坦片 片剂 0.15g");

        await page.GotoAsync("/codes/merchants?q=旅程");
        await page.SettledAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "旅程示例商户" }).GetByRole(AriaRole.Button, new() { Name = "旅程示例商户的操作" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "删除" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();
        await Expect(page.GetByText("还有 1 个商品")).ToBeVisibleAsync();
    }
}
