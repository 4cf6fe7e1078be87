using System.Text;
using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>What main accounts do for their enterprise together with the operators. Each enterprise that is changed here is looked at by no other test.</summary>
public sealed class EnterpriseJourneysTests(RunningConsole console) : ConsoleTest(console)
{
    private const string Operator = "yunying1";
    private const string Headquarters = "baicaozb";
    private const string StoresManager = "baicaodp";

    [Fact]
    public async Task A_renewed_paper_is_reviewed_and_shows_as_valid()
    {
        const string Number = "演示-旅程-0002";
        var page = await OpenAsync("/orgs/qualifications", OtherOrg);
        var licence = page.GetByRole(AriaRole.Region, new() { Name = "营业执照" });
        await licence.GetByRole(AriaRole.Button).Last.ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("证号").FillAsync(Number);
        await form.Locator("input[type='file']").SetInputFilesAsync(new FilePayload { Name = "演示新执照.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync(new() { Clip = new() { Width = 64, Height = 64 } }) });
        await Expect(form.GetByRole(AriaRole.Button, new() { Name = "移除" })).ToBeVisibleAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "提交审核" }).ClickAsync();
        await Expect(form).ToHaveCountAsync(0);
        await Expect(licence).ToContainTextAsync("新的证件已提交");
        await Accessible(page);

        var desk = await OpenAsync("/ops/enterprises?q=青禾", Operator);
        await desk.GetByRole(AriaRole.Link, new() { Name = "青禾示例医药有限公司" }).ClickAsync();
        var waiting = desk.GetByRole(AriaRole.Row).Filter(new() { HasText = Number });
        await waiting.GetByRole(AriaRole.Button, new() { Name = "通过" }).ClickAsync();
        await desk.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "通过" }).ClickAsync();
        await Expect(waiting).ToContainTextAsync("有效");
        await Expect(waiting.GetByRole(AriaRole.Button, new() { Name = "通过" })).ToHaveCountAsync(0);

        await page.ReloadAsync();
        await page.SettledAsync();
        await Expect(licence).ToContainTextAsync(Number);
        await Expect(licence).ToContainTextAsync("有效");
        await Expect(licence).Not.ToContainTextAsync("等待平台审核");
    }

    [Fact]
    public async Task A_spreadsheet_of_stores_is_approved_at_once_and_each_employee_sees_his_own()
    {
        const string Given = "旅程示例药房甲店";
        const string Other = "旅程示例药房乙店";
        var page = await OpenAsync("/orgs/stores", Headquarters);
        await page.GetByRole(AriaRole.Link, new() { Name = "批量添加门店" }).ClickAsync();
        await Expect(page.Heading("批量添加门店")).ToBeVisibleAsync();
        await page.Locator("input[type='file']").SetInputFilesAsync(new FilePayload
        {
            Name = "演示门店.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes($"门店名称,统一社会信用代码,地址,负责人,手机号\n{Given},91000000DEM000911D,示例市示例路 11 号,演示·店长甲,13800009011\n{Other},91000000DEM000912G,示例市示例路 12 号,演示·店长乙,13800009012\n"),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "导入全部 2 行" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "查看结果" }).ClickAsync();
        await Expect(RowOf(page, Given)).ToContainTextAsync("待审核");
        await Expect(RowOf(page, Other)).ToContainTextAsync("待审核");

        var desk = await OpenAsync("/ops/joining?q=旅程示例药房", Operator);
        await desk.GetByLabel("选择本页全部").CheckAsync();
        await desk.GetByRole(AriaRole.Group, new() { Name = "批量操作" }).GetByRole(AriaRole.Button, new() { Name = "通过" }).ClickAsync();
        await desk.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "通过" }).ClickAsync();
        await Expect(desk.GetByText("已通过 2 份申请。")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.SettledAsync();
        await Expect(RowOf(page, Given)).ToContainTextAsync("已通过");
        await Expect(RowOf(page, Other)).ToContainTextAsync("已通过");

        var his = await OpenAsync("/orgs/stores", StoresManager);
        await Expect(his.GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        await Expect(his.GetByRole(AriaRole.Link, new() { Name = "批量添加门店" })).ToHaveCountAsync(0);
        await GiveAsync(page, Given);
        // He had the page open all the while.
        await Expect(RowOf(his, Given)).ToBeVisibleAsync();
        await Expect(his.GetByRole(AriaRole.Row)).ToHaveCountAsync(4);
        await Expect(RowOf(his, Other)).ToHaveCountAsync(0);
    }

    /// <summary>By the keyboard alone, as everything can be done.</summary>
    private static async Task GiveAsync(IPage page, string store)
    {
        var hands = Hands.Of("keyboard");
        await hands.PressAsync(page.InMenu("组织架构"));
        await hands.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "演示·何店务" }));
        await hands.WriteAsync(page.GetByLabel("查找门店"), "甲店");
        await page.Keyboard.PressAsync("Enter");
        await hands.TickAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = store }));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"移除{store}" })).ToBeVisibleAsync();
        await Accessible(page);
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }));
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "3 家门店" })).ToBeVisibleAsync();
    }

    private static ILocator RowOf(IPage page, string text) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = text });
}
