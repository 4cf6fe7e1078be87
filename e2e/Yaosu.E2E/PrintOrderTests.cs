using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>An enterprise has codes printed.</summary>
public sealed class PrintOrderTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task An_order_is_placed_paid_printed_and_shipped_and_the_orderer_sees_its_number()
    {
        // The demo's packages are in orders already, or have just been printed: the first that can be picked is.
        var page = await OpenAsync("/codes/print-orders/new", Main);
        await page.GetByText("刮刮银款", new() { Exact = true }).ClickAsync();
        await page.Locator("input[type=checkbox]:not([disabled])").First.CheckAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "合计" })).Not.ToContainTextAsync("合计 0.00 元");
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();

        await page.GetByLabel("姓名").FillAsync("旅程·收货人");
        await page.GetByLabel("电话").FillAsync("123");
        await page.GetByLabel("地址").FillAsync("示例市旅程路 1 号");
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("电话应为手机号");
        await page.GetByLabel("电话").FillAsync("13800000032");
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("转账备注（必须是企业名称）");
        await Accessible(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "提交订单" }).ClickAsync();
        await Expect(page.GetByText("约 7 个工作日")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "查看订单" }).ClickAsync();
        await Expect(page.GetByText("待付款核实").First).ToBeVisibleAsync();

        var desk = await OpenAsync($"/ops/print-orders/{page.Url.Split('/')[^1]}", "yunying1");
        await desk.GetByRole(AriaRole.Button, new() { Name = "付款已核实" }).ClickAsync();
        await desk.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "已核实" }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "开始印码" }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "填写邮寄单号" }).ClickAsync();
        await desk.GetByRole(AriaRole.Textbox, new() { Name = "快递公司" }).FillAsync("示例快递");
        await desk.GetByRole(AriaRole.Textbox, new() { Name = "邮寄单号" }).FillAsync("YS-JOURNEY-1");
        await desk.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "已邮寄" }).ClickAsync();
        await Expect(page.GetByText("YS-JOURNEY-1").First).ToBeVisibleAsync();

        await page.GotoAsync("/codes/print-orders?q=YS-JOURNEY-1");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "YS-JOURNEY-1" })).ToContainTextAsync("已邮寄");
    }
}
