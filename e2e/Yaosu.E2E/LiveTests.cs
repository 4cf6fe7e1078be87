using System.Globalization;
using Yaosu.E2E.Browser;

namespace Yaosu.E2E;

/// <summary>What one person does, another sees without reloading.</summary>
public sealed class LiveTests(RunningConsole console) : ConsoleTest(console)
{
    [Fact]
    public async Task The_workbench_counts_what_a_colleague_does_in_another_browser()
    {
        var acting = await OpenAsync("/my/account", Quality);
        var watching = await OpenAsync("/", Main);
        var tile = watching.GetByRole(AriaRole.Region, new() { Name = "企业动态" });
        var today = tile.Locator(".today strong");
        await Expect(today).Not.ToHaveTextAsync("—");
        var before = int.Parse(await today.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

        await acting.GetByLabel("职务").FillAsync($"质量负责人 {before}");
        await acting.GetByRole(AriaRole.Button, new() { Name = "保存资料" }).ClickAsync();

        await Expect(today).ToHaveTextAsync((before + 1).ToString("N0", CultureInfo.InvariantCulture));
        await Expect(tile.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("演示·周质量 修改个人资料");
    }
}
