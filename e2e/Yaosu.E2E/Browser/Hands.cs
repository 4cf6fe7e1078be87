namespace Yaosu.E2E.Browser;

/// <summary>How a person works a page. The same journey is made with each.</summary>
public abstract class Hands
{
    public static Hands Of(string kind) => kind == "mouse" ? new Mouse() : new KeyboardOnly();

    public abstract Task PressAsync(ILocator button);

    public abstract Task WriteAsync(ILocator field, string text);

    public abstract Task TickAsync(ILocator box);

    /// <param name="option">The text of the option.</param>
    public abstract Task ChooseAsync(ILocator list, string option);

    private sealed class Mouse : Hands
    {
        public override Task PressAsync(ILocator button) => button.ClickAsync();

        public override Task WriteAsync(ILocator field, string text) => field.FillAsync(text);

        public override Task TickAsync(ILocator box) => box.ClickAsync();

        public override async Task ChooseAsync(ILocator list, string option) => await list.SelectOptionAsync(new SelectOptionValue { Label = option });
    }

    /// <summary>Whatever Tab doesn't reach can't be used.</summary>
    private sealed class KeyboardOnly : Hands
    {
        private const int MostTabs = 250;

        public override async Task PressAsync(ILocator button)
        {
            await ReachAsync(button);
            await button.Page.Keyboard.PressAsync("Enter");
        }

        public override async Task WriteAsync(ILocator field, string text)
        {
            await ReachAsync(field);
            if (await field.GetAttributeAsync("type") == "date")
                // Chromium without a window asks for month, day and year, whatever the page's language.
                await field.Page.Keyboard.TypeAsync(string.Concat(text.Split('-') is [var year, .. var rest] ? [.. rest, year] : []));
            else
            {
                await field.Page.Keyboard.PressAsync("Control+a");
                await field.Page.Keyboard.TypeAsync(text);
            }
            await Expect(field).ToHaveValueAsync(text);
        }

        public override async Task TickAsync(ILocator box)
        {
            await ReachAsync(box);
            await box.Page.Keyboard.PressAsync("Space");
        }

        public override async Task ChooseAsync(ILocator list, string option)
        {
            await ReachAsync(list);
            var options = await list.Locator("option").AllInnerTextsAsync();
            var (from, to) = (await list.EvaluateAsync<int>("list => list.selectedIndex"), options.ToList().FindIndex(text => text.Trim() == option));
            to.Should().BeGreaterThanOrEqualTo(0, $"{option} is among {string.Join(' ', options)}");
            for (; from < to; from++)
                await list.Page.Keyboard.PressAsync("ArrowDown");
            for (; from > to; from--)
                await list.Page.Keyboard.PressAsync("ArrowUp");
            await Expect(list.Locator("option:checked")).ToHaveTextAsync(option);
        }

        private static async Task ReachAsync(ILocator target)
        {
            await Expect(target).ToBeVisibleAsync();
            await Expect(target).ToBeEnabledAsync();
            for (var i = 0; i < MostTabs; i++)
            {
                if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                    return;
                await target.Page.Keyboard.PressAsync("Tab");
            }
            throw new InvalidOperationException($"Tab doesn't lead to {target}.");
        }
    }
}
