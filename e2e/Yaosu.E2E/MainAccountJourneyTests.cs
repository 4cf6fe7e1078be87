using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>The main account moves for good, so nobody else's console is used for it.</summary>
public sealed class MainAccountJourneyTests(RunningConsole console) : OwnHostTest(console)
{
    [Fact]
    public async Task A_main_account_is_offered_accepted_confirmed_and_the_new_one_sees_it()
    {
        var main = await OpenAsync("/orgs/main-account", Main);
        await main.GetByLabel("接收人").SelectOptionAsync(new SelectOptionValue { Label = "演示·周质量（zhiliang）" });
        await main.GetByRole(AriaRole.Textbox, new() { Name = "当前密码" }).FillAsync(Password);
        await main.GetByRole(AriaRole.Button, new() { Name = "发起转让" }).ClickAsync();
        await Expect(main.GetByRole(AriaRole.Heading, new() { Name = "正在进行的转让" })).ToBeVisibleAsync();

        var next = await OpenAsync("/", Quality);
        await Expect(next.InMenu("角色权限")).ToHaveCountAsync(0);
        await next.GetByRole(AriaRole.Link, new() { Name = "去接收" }).ClickAsync();
        await next.GetByRole(AriaRole.Button, new() { Name = "接收主账号" }).ClickAsync();
        await next.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox, new() { Name = "当前密码" }).FillAsync(Password);
        await next.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "接收", Exact = true }).ClickAsync();
        await Expect(next.GetByText("正在等待平台确认")).ToBeVisibleAsync();
        await Accessible(next);

        var desk = await OpenAsync("/ops/main-accounts", "yunying1");
        await desk.GetByRole(AriaRole.Row).Filter(new() { HasText = "演示·周质量" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "通过" }).ClickAsync();
        await desk.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "通过" }).ClickAsync();
        await Expect(desk.GetByText("已通过，主账号已变更。")).ToBeVisibleAsync();

        // Both have their pages open all the while.
        await next.InMenu("角色权限").ClickAsync();
        await Expect(next.Heading("角色权限")).ToBeVisibleAsync();
        await next.InMenu("组织架构").ClickAsync();
        await Expect(next.GetByRole(AriaRole.Row).Filter(new() { HasText = "演示·周质量" })).ToContainTextAsync("主账号");
        await Expect(main.Heading("还没有为您分配角色")).ToBeVisibleAsync();
    }
}
