using System.Text;
using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>The reference form.</summary>
public sealed class MyAccountTests(RunningConsole console) : ConsoleTest(console)
{
    private const string NewPassword = "Erde-und-Himmel-8";

    [Fact]
    public async Task Mistakes_stand_beside_their_fields_in_a_summary_and_the_first_one_has_the_focus()
    {
        var page = await OpenAsync("/my/account", Warehouse);
        var form = Profile(page);
        await form.GetByLabel("姓名").FillAsync("");
        // Held for a moment: the field's message comes and moves the button away before it is let go.
        await page.GetByRole(AriaRole.Button, new() { Name = "保存资料" }).ClickAsync(new() { Delay = 600 });
        await Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("请填写姓名。");
        await Expect(form.GetByLabel("姓名")).ToBeFocusedAsync();
        await Expect(form.GetByLabel("姓名")).ToHaveAccessibleDescriptionAsync("请填写姓名。");

        await form.GetByLabel("姓名").FillAsync("演示·吴仓库");
        await form.GetByLabel("手机号").FillAsync("123");
        await form.GetByLabel("邮箱").FillAsync("nobody");
        await SaveAsync(page);

        var summary = form.GetByRole(AriaRole.Alert);
        await Expect(summary).ToContainTextAsync("请先处理下面 2 个问题：");
        await Expect(form.GetByLabel("手机号")).ToBeFocusedAsync();
        await Expect(form.GetByLabel("手机号")).ToHaveAttributeAsync("aria-invalid", "true");
        await Accessible(page);
        await summary.GetByRole(AriaRole.Link, new() { Name = "邮箱格式不正确" }).ClickAsync();
        await Expect(form.GetByLabel("邮箱")).ToBeFocusedAsync();
        await Expect(form.GetByLabel("邮箱")).ToHaveAccessibleDescriptionAsync("邮箱格式不正确，例如 name@example.com。");

        await form.GetByLabel("手机号").FillAsync("10000000002");
        await form.GetByLabel("邮箱").FillAsync("wu@example.com");
        await SaveAsync(page);
        await Expect(page.GetByText("资料已保存。")).ToBeVisibleAsync();
        await Expect(summary).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Whoever_leaves_with_unsaved_changes_is_asked_first()
    {
        var page = await OpenAsync("/", Warehouse);
        await page.InMenu("我的账号").ClickAsync();
        await page.SettledAsync();
        var title = Profile(page).GetByLabel("职务");
        var before = await title.InputValueAsync();
        await title.FillAsync("临时职务");
        await title.BlurAsync();
        await page.InMenu("我的下载").ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog, new() { Name = "离开并放弃修改？" });
        await Expect(question).ToBeVisibleAsync();
        await Accessible(page);
        await page.Keyboard.PressAsync("Escape");
        await Expect(question).ToBeHiddenAsync();
        await page.UrlIsAsync("/my/account");
        await Expect(title).ToHaveValueAsync("临时职务");

        // The browser's own button is guarded like a link.
        await page.EvaluateAsync("history.back()");
        await Expect(question).ToBeVisibleAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "继续编辑" }).ClickAsync();
        await page.UrlIsAsync("/my/account");

        await page.InMenu("我的下载").ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "放弃修改" }).ClickAsync();
        await page.UrlIsAsync("/my/downloads");
        await page.InMenu("我的账号").ClickAsync();
        await Expect(title).ToHaveValueAsync(before);
    }

    [Theory]
    [InlineData("mine")]
    [InlineData("theirs")]
    public async Task Two_tabs_that_changed_the_same_field_choose_whose_is_kept(string kept)
    {
        var browser = await NewBrowserAsync(Warehouse);
        var (mine, theirs) = (await browser.NewPageAsync(), await browser.NewPageAsync());
        foreach (var tab in new[] { mine, theirs })
        {
            await tab.GotoAsync("/my/account");
            await tab.SettledAsync();
        }
        var (ours, other) = ($"我方{kept}", $"对方{kept}");
        await Profile(theirs).GetByLabel("职务").FillAsync(other);
        await SaveAsync(theirs);
        await Expect(theirs.GetByText("资料已保存。")).ToBeVisibleAsync();

        await mine.BringToFrontAsync();
        await Profile(mine).GetByLabel("职务").FillAsync(ours);
        await SaveAsync(mine);
        var dialog = mine.GetByRole(AriaRole.Dialog, new() { Name = "内容刚被别人修改过" });
        await Expect(dialog.GetByRole(AriaRole.Row, new() { Name = "职务" })).ToContainTextAsync(ours);
        await Expect(dialog.GetByRole(AriaRole.Row, new() { Name = "职务" })).ToContainTextAsync(other);
        await Accessible(mine);

        // Going back saves nothing and says why; then the question comes again.
        await mine.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(Profile(mine).GetByRole(AriaRole.Alert)).ToContainTextAsync("资料刚刚在别处被修改过，请核对后再保存。");
        await SaveAsync(mine);
        var chosen = kept == "mine" ? ours : other;
        await dialog.GetByText(chosen, new() { Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "按选择保存" }).ClickAsync();

        await Expect(mine.GetByText("资料已保存。")).ToBeVisibleAsync();
        foreach (var tab in new[] { mine, theirs })
        {
            await tab.ReloadAsync();
            await Expect(Profile(tab).GetByLabel("职务")).ToHaveValueAsync(chosen);
        }
    }

    [Fact]
    public async Task A_picture_is_shown_once_uploaded_and_what_is_none_is_refused_with_a_sentence()
    {
        ExpectTrouble("415 (Unsupported Media Type)");
        var page = await OpenAsync("/my/account", Warehouse);
        var file = page.Locator("input[type='file']");
        var refusal = page.Locator(".upload").GetByRole(AriaRole.Alert);
        await file.SetInputFilesAsync(new FilePayload { Name = "照片.png", MimeType = "image/png", Buffer = Encoding.UTF8.GetBytes("<!DOCTYPE html><html><body><script>alert(1)</script></body></html>") });
        await Expect(refusal).ToContainTextAsync("文件的实际内容是");
        await Expect(refusal).ToContainTextAsync("改文件扩展名不起作用");
        await Accessible(page);

        await file.SetInputFilesAsync(new FilePayload { Name = "大照片.png", MimeType = "image/png", Buffer = new byte[3 * 1024 * 1024] });
        await Expect(refusal).ToHaveTextAsync("文件超过 2 MB，请压缩后再上传。");

        await file.SetInputFilesAsync(await PictureAsync(page));
        await Expect(page.GetByText("头像已更新。")).ToBeVisibleAsync();
        await Expect(refusal).ToBeEmptyAsync();
        foreach (var picture in new[] { page.Locator(".upload img"), page.Locator("header img") })
        {
            await Expect(picture).ToBeVisibleAsync();
            await Expect(picture).ToHaveJSPropertyAsync("complete", true);
            (await picture.EvaluateAsync<int>("picture => picture.naturalWidth")).Should().BePositive("the picture itself is shown, not a broken one");
        }
        await Accessible(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "移除" }).ClickAsync();
        await Expect(page.GetByText("头像已移除。")).ToBeVisibleAsync();
        await Expect(page.Locator("header img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_new_password_ends_the_session_in_the_other_browser_and_not_ones_own()
    {
        var here = await (await NewBrowserAsync()).NewPageAsync();
        var elsewhere = await (await NewBrowserAsync()).NewPageAsync();
        await here.SignInAsync(OtherOrg, Password);
        await elsewhere.SignInAsync(OtherOrg, Password);
        await here.GotoAsync("/my/account");
        await here.SettledAsync();

        await ChangePasswordAsync(here, "not-the-password", NewPassword);
        await Expect(CurrentPassword(here)).ToHaveAccessibleDescriptionAsync("当前密码不正确，请重新输入。");
        await Expect(CurrentPassword(here)).ToBeFocusedAsync();
        await ChangePasswordAsync(here, Password, NewPassword);
        await Expect(here.GetByText("密码已修改，下次登录请使用新密码。")).ToBeVisibleAsync();
        Running.Forget(OtherOrg);

        await Expect(elsewhere.Heading("登录已结束")).ToBeVisibleAsync();
        await elsewhere.GotoAsync("/sign-in");
        await elsewhere.FillSignInAsync(OtherOrg, Password);
        await Expect(elsewhere.GetByRole(AriaRole.Alert)).ToHaveTextAsync("账号或密码不正确，请检查后重试。");
        await elsewhere.FillSignInAsync(OtherOrg, NewPassword);
        await Expect(elsewhere.Heading("工作台")).ToBeVisibleAsync();

        await here.InMenu("我的账号").ClickAsync();
        await ChangePasswordAsync(here, NewPassword, Password);
        await Expect(elsewhere.Heading("登录已结束")).ToBeVisibleAsync();
        await here.ReloadAsync();
        await Expect(here.Heading("我的账号")).ToBeVisibleAsync();
    }

    private static ILocator Profile(IPage page) => page.GetByRole(AriaRole.Form, new() { Name = "个人资料" });

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "保存资料" }).ClickAsync();

    private static ILocator CurrentPassword(IPage page) => page.Locator("[name='CurrentPassword']");

    private static async Task ChangePasswordAsync(IPage page, string current, string next)
    {
        await CurrentPassword(page).FillAsync(current);
        await page.Locator("[name='NewPassword']").FillAsync(next);
        await page.Locator("[name='RepeatPassword']").FillAsync(next);
        await page.GetByRole(AriaRole.Button, new() { Name = "修改密码" }).ClickAsync();
    }

    private static async Task<FilePayload> PictureAsync(IPage page) =>
        new() { Name = "头像.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync(new() { Clip = new() { Width = 64, Height = 64 } }) };
}
