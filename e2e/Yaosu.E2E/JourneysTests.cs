using System.Net;
using System.Text.RegularExpressions;
using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>What people come for, from its beginning to its end, with a mouse and by the keyboard alone.</summary>
public sealed partial class JourneysTests(RunningConsole console) : ConsoleTest(console)
{
    private const string Operator = "yunying1";
    private const string OwnPassword = "我自己的新密码 2026";

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task An_enterprise_applies_is_approved_and_signs_in_for_the_first_time(string kind)
    {
        var hands = Hands.Of(kind);
        var (mobile, name, account, credit) = kind == "mouse" ? ("13800009001", "旅程示例医院", "lvcheng01", "12000000DEM000901H") : ("13800009002", "键盘示例医院", "jianpan01", "12000000DEM000902L");
        var page = await (await NewBrowserAsync()).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await hands.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "企业入驻" }));
        await hands.WriteAsync(page.GetByLabel("联系人手机号"), mobile);
        await hands.PressAsync(Button(page, "获取验证码"));
        await Expect(page.GetByLabel("短信验证码")).ToBeVisibleAsync();
        await hands.WriteAsync(page.GetByLabel("短信验证码"), SixDigits().Match(await LastSmsAsync(mobile, "入驻验证码")).Value);
        await hands.PressAsync(Button(page, "下一步"));

        await Expect(page.Heading("入驻申请")).ToBeVisibleAsync();
        await hands.ChooseAsync(page.GetByLabel("企业类型"), "医疗机构");
        await hands.WriteAsync(page.GetByLabel("统一社会信用代码"), credit);
        await hands.WriteAsync(page.GetByLabel("企业名称"), name);
        await hands.WriteAsync(page.GetByLabel("地址"), "示例市旅程路 1 号");
        await hands.WriteAsync(page.GetByLabel("法定代表人"), "演示·法人");
        await hands.WriteAsync(page.GetByLabel("联系人", new() { Exact = true }), "演示·联系人");
        await hands.WriteAsync(page.GetByLabel("主账号的登录账号"), account);
        await hands.PressAsync(Button(page, "保存企业信息"));
        foreach (var paper in new[] { "医疗机构执业许可证", "法定代表人身份证复印件（签字盖章）" })
        {
            var form = page.GetByRole(AriaRole.Form, new() { Name = paper });
            await hands.WriteAsync(form.GetByLabel("证号"), "演示-901");
            if (paper == "医疗机构执业许可证")
                await hands.WriteAsync(form.GetByLabel("有效期至"), "2030-01-31");
            await form.GetByLabel("文件").SetInputFilesAsync(new FilePayload { Name = "演示扫描件.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync(new() { Clip = new() { Width = 64, Height = 64 } }) });
            await hands.PressAsync(form.GetByRole(AriaRole.Button, new() { Name = "上传" }));
            await Expect(page.GetByRole(AriaRole.Form, new() { Name = paper })).ToContainTextAsync("已上传");
        }
        await hands.PressAsync(Button(page, "提交审核"));
        await Expect(page.GetByText("的申请正在审核")).ToBeVisibleAsync();
        await Accessible(page);

        var desk = await OpenAsync("/ops/joining", Operator);
        await hands.PressAsync(desk.GetByRole(AriaRole.Link, new() { Name = name }));
        await desk.SettledAsync();
        await hands.PressAsync(Button(desk, "通过"));
        await hands.PressAsync(desk.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "通过" }));
        await Expect(desk.GetByRole(AriaRole.Link, new() { Name = "查看企业" })).ToBeVisibleAsync();

        var first = InitialPassword().Match(await LastSmsAsync(mobile, "入驻通过")).Groups[1].Value;
        await page.ReloadAsync();
        await hands.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "去登录" }));
        await SignInAsync(page, hands, account, first);
        await Expect(page.GetByText("您的密码由他人设置")).ToBeVisibleAsync();
        await hands.WriteAsync(page.GetByRole(AriaRole.Textbox, new() { Name = "当前密码" }), first);
        await hands.WriteAsync(page.GetByRole(AriaRole.Textbox, new() { Name = "新密码", Exact = true }), OwnPassword);
        await hands.WriteAsync(page.GetByRole(AriaRole.Textbox, new() { Name = "再次输入新密码" }), OwnPassword);
        await hands.PressAsync(Button(page, "修改密码"));
        await Expect(page.InMenu("组织架构")).ToBeVisibleAsync();
        await hands.PressAsync(page.InMenu("组织架构"));
        await Expect(page.Heading("组织架构")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task An_employee_gets_a_role_of_his_own_and_it_changes_while_he_works(string kind)
    {
        var hands = Hands.Of(kind);
        var (role, account) = kind == "mouse" ? ("旅程角色", "lvcheng02") : ("键盘角色", "jianpan02");
        var admin = await OpenAsync("/orgs/roles", OtherOrg);
        await hands.PressAsync(admin.GetByRole(AriaRole.Link, new() { Name = "添加角色" }));
        await Expect(admin.Heading("添加角色")).ToBeVisibleAsync();
        await hands.WriteAsync(admin.GetByLabel("角色名称"), role);
        await hands.ChooseAsync(admin.GetByRole(AriaRole.Combobox, new() { Name = "数据范围" }), "全部");
        await hands.TickAsync(admin.GetByLabel("查看组织架构"));
        await hands.PressAsync(Button(admin, "保存"));
        await Expect(admin.GetByRole(AriaRole.Link, new() { Name = role })).ToBeVisibleAsync();

        await hands.PressAsync(admin.InMenu("组织架构"));
        await Expect(admin.Heading("组织架构")).ToBeVisibleAsync();
        await admin.SettledAsync();
        if (await admin.GetByRole(AriaRole.Link, new() { Name = "综合部" }).CountAsync() == 0)
        {
            await hands.PressAsync(Button(admin, "添加"));
            await hands.WriteAsync(admin.GetByRole(AriaRole.Dialog).GetByLabel("部门名称"), "综合部");
            await hands.PressAsync(admin.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "保存" }));
            await Expect(admin.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }
        await hands.PressAsync(admin.GetByRole(AriaRole.Link, new() { Name = "添加员工" }));
        await Expect(admin.Heading("添加员工")).ToBeVisibleAsync();
        await hands.WriteAsync(admin.GetByLabel("真实姓名"), "演示·旅程员工");
        await hands.WriteAsync(admin.GetByLabel("登录账号"), account);
        await hands.ChooseAsync(admin.GetByLabel("所属机构"), "综合部");
        await hands.TickAsync(admin.GetByLabel(role));
        await hands.PressAsync(Button(admin, "保存"));
        var shown = admin.GetByRole(AriaRole.Dialog);
        await Expect(shown).ToContainTextAsync("密码只显示这一次");
        var first = (await shown.Locator("dd .copy > span").Nth(1).InnerTextAsync()).Trim();
        await hands.PressAsync(shown.GetByRole(AriaRole.Button, new() { Name = "我已记下" }));
        await Expect(admin.GetByRole(AriaRole.Cell, new() { Name = account })).ToBeVisibleAsync();

        var his = await (await NewBrowserAsync()).NewPageAsync();
        await his.GotoAsync("/sign-in");
        await SignInAsync(his, hands, account, first);
        await hands.WriteAsync(his.GetByRole(AriaRole.Textbox, new() { Name = "当前密码" }), first);
        await hands.WriteAsync(his.GetByRole(AriaRole.Textbox, new() { Name = "新密码", Exact = true }), OwnPassword);
        await hands.WriteAsync(his.GetByRole(AriaRole.Textbox, new() { Name = "再次输入新密码" }), OwnPassword);
        await hands.PressAsync(Button(his, "修改密码"));
        await hands.PressAsync(his.InMenu("组织架构"));
        await Expect(his.Heading("组织架构")).ToBeVisibleAsync();
        await Expect(his.InMenu("审计日志")).ToHaveCountAsync(0);

        // While he has the page open, his role learns something and forgets something else.
        await hands.PressAsync(admin.InMenu("角色权限"));
        await hands.PressAsync(admin.GetByRole(AriaRole.Link, new() { Name = role }));
        await admin.SettledAsync();
        await hands.TickAsync(admin.GetByLabel("查看组织架构"));
        await hands.TickAsync(admin.GetByLabel("查看审计日志"));
        await hands.PressAsync(Button(admin, "保存"));
        await Expect(his.InMenu("审计日志")).ToBeVisibleAsync();
        await Expect(his.InMenu("组织架构")).ToHaveCountAsync(0);
        await Expect(his.GetByText("查看组织架构")).ToBeVisibleAsync();
        await hands.PressAsync(his.InMenu("审计日志"));
        await Expect(his.Heading("审计日志")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task A_key_is_made_used_changed_without_a_pause_and_revoked(string kind)
    {
        var hands = Hands.Of(kind);
        var name = kind == "mouse" ? "旅程 ERP" : "键盘 ERP";
        var page = await OpenAsync("/orgs/api-keys", OtherOrg);
        await hands.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "新增密钥" }));
        await hands.WriteAsync(page.GetByLabel("密钥名称"), name);
        await hands.TickAsync(page.GetByLabel("查看组织架构"));
        await hands.PressAsync(Button(page, "保存"));
        var first = await SecretAsync(page, hands);
        (await AskAsync(first)).Should().Be(HttpStatusCode.OK);

        await hands.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = name }));
        await page.SettledAsync();
        await hands.PressAsync(Button(page, "更换密钥"));
        await hands.PressAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "生成新密钥" }));
        var second = await SecretAsync(page, hands);
        (await AskAsync(first), await AskAsync(second)).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));

        var old = page.GetByRole(AriaRole.Row).Filter(new() { HasText = $"…{first[^4..]}" });
        await hands.PressAsync(old.GetByRole(AriaRole.Button, new() { Name = "停用" }));
        await hands.PressAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "停用" }));
        await Expect(old).ToContainTextAsync("已停用");
        (await AskAsync(first), await AskAsync(second)).Should().Be((HttpStatusCode.Unauthorized, HttpStatusCode.OK));

        await hands.PressAsync(Button(page, "吊销"));
        await hands.WriteAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox), name);
        await hands.PressAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "吊销" }));
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("吊销");
        await Expect(Button(page, "更换密钥")).ToHaveCountAsync(0);
        (await AskAsync(second)).Should().Be(HttpStatusCode.Unauthorized);
        await Accessible(page);
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task SignInAsync(IPage page, Hands hands, string account, string password)
    {
        await Expect(page.Heading("登录")).ToBeVisibleAsync();
        await hands.WriteAsync(page.GetByLabel("账号"), account);
        await hands.WriteAsync(page.GetByLabel("密码"), password);
        await hands.PressAsync(Button(page, "登录"));
        await Expect(page.Heading("登录")).ToHaveCountAsync(0);
        await page.SettledAsync();
    }

    /// <summary>Operators read what phones would get while no provider is connected.</summary>
    private async Task<string> LastSmsAsync(string mobile, string kind)
    {
        var outbox = await OpenAsync("/ops/sms", Operator);
        var row = outbox.Locator("tbody tr").Filter(new() { HasText = $"{mobile[..3]}****{mobile[^4..]}" }).Filter(new() { HasText = kind }).First;
        await Expect(row).ToBeVisibleAsync();
        return await row.InnerTextAsync();
    }

    private static async Task<string> SecretAsync(IPage page, Hands hands)
    {
        var shown = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "只显示这一次" });
        await Expect(shown).ToBeVisibleAsync();
        var secret = (await shown.Locator("dd .copy > span").First.InnerTextAsync()).Trim();
        await hands.PressAsync(shown.GetByRole(AriaRole.Button, new() { Name = "我已记下" }));
        await Expect(shown).ToHaveCountAsync(0);
        return secret;
    }

    private async Task<HttpStatusCode> AskAsync(string secret)
    {
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        using var answer = await http.GetAsync("/api/v1/departments");
        return answer.StatusCode;
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();

    [GeneratedRegex(@"初始密码 (\S+?)，")]
    private static partial Regex InitialPassword();
}
