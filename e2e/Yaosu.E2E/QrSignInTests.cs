using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>扫码登录 with two browsers: one shows the code, the other is the phone.</summary>
public sealed class QrSignInTests(RunningConsole console) : ConsoleTest(console)
{
    private static readonly Look Phone = new(390, "light");

    [Fact]
    public async Task A_phone_lets_a_browser_in_and_the_browser_goes_on_by_itself()
    {
        var desktop = await (await NewBrowserAsync()).NewPageAsync();
        await desktop.GotoAsync("/my/sessions");
        await desktop.GetByRole(AriaRole.Link, new() { Name = "扫码登录" }).ClickAsync();
        await Expect(desktop.GetByRole(AriaRole.Img, new() { Name = "扫码登录的二维码" })).ToBeVisibleAsync();
        await Expect(desktop.GetByRole(AriaRole.Status)).ToHaveTextAsync("待扫描");

        var phone = await OpenPhoneAsync(desktop);
        await Expect(phone.Heading("确认登录")).ToBeVisibleAsync();
        await Expect(desktop.GetByRole(AriaRole.Status)).ToHaveTextAsync("已扫描，请在手机上确认");
        await Accessible(phone);
        await Accessible(desktop);
        (await phone.TooWideAsync()).Should().BeEmpty();

        await phone.GetByRole(AriaRole.Button, new() { Name = "确认登录" }).ClickAsync();
        await Expect(phone.Heading("已确认")).ToBeVisibleAsync();
        await Accessible(phone);
        await Expect(desktop.Heading("登录设备")).ToBeVisibleAsync();
        await desktop.SettledAsync();
        await Expect(desktop.Locator("tbody tr").Filter(new() { HasText = "本机" })).ToContainTextAsync("扫码");
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough_on_both_sides()
    {
        var desktop = await (await NewBrowserAsync()).NewPageAsync();
        await desktop.GotoAsync("/sign-in");
        await Expect(desktop.GetByLabel("账号")).ToBeFocusedAsync();
        await desktop.Keyboard.PressAsync("Shift+Tab");
        await Expect(desktop.GetByRole(AriaRole.Link, new() { Name = "扫码登录" })).ToBeFocusedAsync();
        await desktop.Keyboard.PressAsync("Enter");
        await Expect(desktop.GetByRole(AriaRole.Status)).ToHaveTextAsync("待扫描");

        var phone = await OpenPhoneAsync(desktop);
        await phone.Keyboard.PressAsync("Tab");
        await Expect(phone.GetByRole(AriaRole.Button, new() { Name = "确认登录" })).ToBeFocusedAsync();
        await phone.Keyboard.PressAsync("Tab");
        await Expect(phone.GetByRole(AriaRole.Button, new() { Name = "取消" })).ToBeFocusedAsync();
        await phone.Keyboard.PressAsync("Enter");
        await Expect(phone.Heading("已取消")).ToBeVisibleAsync();
        await Expect(desktop.GetByRole(AriaRole.Status)).ToHaveTextAsync("已取消");

        await Expect(desktop.GetByRole(AriaRole.Link, new() { Name = "重新获取二维码" })).ToBeFocusedAsync();
        await Accessible(desktop);
        await desktop.Keyboard.PressAsync("Enter");
        await Expect(desktop.GetByRole(AriaRole.Status)).ToHaveTextAsync("待扫描");
        phone = await OpenPhoneAsync(desktop);
        await phone.Keyboard.PressAsync("Tab");
        await phone.Keyboard.PressAsync("Enter");
        await Expect(phone.Heading("已确认")).ToBeVisibleAsync();
        await Expect(desktop.Heading("工作台")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_code_that_was_used_says_so_to_the_phone()
    {
        var desktop = await (await NewBrowserAsync()).NewPageAsync();
        await desktop.GotoAsync("/sign-in/qr");
        var phone = await OpenPhoneAsync(desktop);
        await phone.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();
        await Expect(phone.Heading("已取消")).ToBeVisibleAsync();
        await phone.GotoAsync(phone.Url);
        await Expect(phone.GetByRole(AriaRole.Alert)).ToHaveTextAsync("这次登录已在手机上取消，请在电脑上重新获取二维码。");
        await Accessible(phone);
    }

    /// <summary>Opens what the code holds, as the camera of a phone would.</summary>
    private async Task<IPage> OpenPhoneAsync(IPage desktop)
    {
        var stage = await desktop.Locator("[data-ys-qr]").GetAttributeAsync("data-ys-qr");
        var phone = await (await NewBrowserAsync(Main, Phone)).NewPageAsync();
        await phone.GotoAsync(stage![..stage!.LastIndexOf('/')]);
        return phone;
    }
}
