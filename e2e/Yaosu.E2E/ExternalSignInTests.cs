using Yaosu.E2E.Browser;
using Yaosu.Tests.Support;

namespace Yaosu.E2E;

/// <summary>Binding an account of another platform and signing in with it, with a provider that really runs.</summary>
public sealed class ExternalSignInTests(RunningConsole console) : ConsoleTest(console)
{
    private readonly string _folder = HostProcess.NewDataFolder();
    private IdentityProvider _provider = null!;
    private HostProcess _host = null!;

    protected override Uri Address => _host.Address;

    public override async ValueTask InitializeAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        _host = await HostProcess.StartAsync(_folder,
            ("ExternalSignIn:Providers:0:Key", "shop"), ("ExternalSignIn:Providers:0:Name", "示例商城"), ("ExternalSignIn:Providers:0:Authority", _provider.Issuer),
            ("ExternalSignIn:Providers:0:ClientId", IdentityProvider.ClientId), ("ExternalSignIn:Providers:0:ClientSecret", IdentityProvider.Secret), ("ExternalSignIn:Providers:0:NameField", "nick"));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
        HostProcess.Remove(_folder);
    }

    [Fact]
    public async Task An_account_is_bound_signs_in_and_is_unbound_again()
    {
        var page = await (await NewBrowserAsync()).NewPageAsync();
        await page.GotoAsync("/sign-in?return=%2Fmy%2Fsessions");
        var button = page.GetByRole(AriaRole.Link, new() { Name = "用示例商城登录" });
        await Accessible(page);
        await button.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("“示例商城”账号“云杉旗舰店”还没有绑定药溯账号");
        await Accessible(page);

        await page.SignInAsync(Main, Password);
        await page.GotoAsync("/my/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "绑定示例商城" }).ClickAsync();
        await Expect(page.GetByText("已绑定 云杉旗舰店")).ToBeVisibleAsync();
        await Accessible(page);
        await page.SignOutAsync();

        await page.GotoAsync("/sign-in?return=%2Fmy%2Fsessions");
        await button.ClickAsync();
        await Expect(page.Heading("登录设备")).ToBeVisibleAsync();
        await page.SettledAsync();
        await Expect(page.Locator("tbody tr").Filter(new() { HasText = "本机" })).ToContainTextAsync("外部账号");

        await page.GotoAsync("/my/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "解绑示例商城" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "解绑示例商城" });
        await form.GetByRole(AriaRole.Textbox, new() { Name = "当前密码" }).FillAsync(Password);
        await form.GetByRole(AriaRole.Button, new() { Name = "确认解绑" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "绑定示例商城" })).ToBeVisibleAsync();
        _host.Output.Concat(_host.Errors).Should().NotContain(line => line.Contains(IdentityProvider.Secret) || line.Contains(_provider.LastCode!));
    }
}
