using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>A person without a mouse.</summary>
public sealed class KeyboardTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task From_sign_in_to_an_opened_row_and_a_closed_dialog_without_a_pointer()
    {
        var page = await (await NewBrowserAsync()).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Keyboard.TypeAsync(Main);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Heading("工作台")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Control+k");
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "搜索功能" });
        await Expect(palette.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("sjrz");
        await Expect(palette.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("审计日志");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Heading("审计日志")).ToBeVisibleAsync();
        await page.SettledAsync();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        var row = page.Locator("tbody tr").Nth(1);
        await Expect(row).ToBeFocusedAsync();
        (await FocusAsync(page)).Should().Contain("seen");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "审计记录" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("?");
        var help = page.GetByRole(AriaRole.Dialog, new() { Name = "快捷键" });
        await Expect(help).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(help).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/orgs/audit")]
    [InlineData("/my/account")]
    [InlineData("/my/downloads")]
    public async Task Wherever_Tab_leads_the_focus_can_be_seen(string address)
    {
        var page = await OpenAsync(address);
        var stops = new List<string>();
        for (var stop = 0; stop < 40; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            stops.Add(await FocusAsync(page));
        }
        stops.Where(stop => stop.StartsWith("seen", StringComparison.Ordinal)).Distinct().Should().HaveCountGreaterThan(8, "the bar and the menu alone hold as many");
        stops.Should().NotContain(stop => stop.StartsWith("unseen", StringComparison.Ordinal));
    }

    /// <summary>How the element with the focus shows it: by an outline or a ring of its own, or of the label it lies in.</summary>
    private static async Task<string> FocusAsync(IPage page) => await page.EvaluateAsync<string>(
        """
        () => {
          const focus = document.activeElement;
          // The heading of a page just opened is where reading begins; Tab does not lead there.
          if (!focus || focus === document.body || focus.matches('h1')) return 'nothing';
          const shows = e => { const s = getComputedStyle(e); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none'; };
          return (shows(focus) || [focus.closest('label')].some(e => e && shows(e)) ? 'seen ' : 'unseen ') + focus.outerHTML.slice(0, 160);
        }
        """);
}
