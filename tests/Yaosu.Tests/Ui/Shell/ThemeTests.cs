using System.Globalization;
using System.Text.RegularExpressions;
using Bunit;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Ui.Shell;

public sealed partial class ThemeTests : ShellTest
{
    [Fact]
    public void The_switch_offers_light_dark_and_the_systems_choice()
    {
        var choices = Render<ThemeSwitch>().FindAll("label");

        choices.Select(c => c.TextContent.Trim()).Should().Equal("浅色", "深色", "跟随系统");
        choices.Select(c => c.QuerySelector("input")!.GetAttribute("value")).Should().Equal("light", "dark", "system");
    }

    [Theory]
    [InlineData("dark", "dark", "dark")]
    [InlineData("light", "light", "light")]
    [InlineData(null, "system", "light")]
    [InlineData("system", "system", "light")]
    [InlineData("\"><script>", "system", "light")]
    public void The_cookie_decides_what_the_server_paints(string? cookie, string choice, string painted)
    {
        ThemeCookie.Choice(cookie).Should().Be(choice);
        ThemeCookie.Painted(ThemeCookie.Choice(cookie)).Should().Be(painted);
    }

    [Theory]
    [InlineData("folded", "folded")]
    [InlineData("full", null)]
    [InlineData("x\" onload=\"", null)]
    [InlineData(null, null)]
    public void The_menu_is_folded_only_by_its_own_word(string? cookie, string? menu) => ThemeCookie.Menu(cookie).Should().Be(menu);

    /// <summary>Every pair of text and ground that the style sheets put together, WCAG 1.4.3.</summary>
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Text_stands_out_from_its_ground(string theme)
    {
        var colour = Tokens(theme);
        var pairs = new[] { "bg", "surface", "surface-2", "surface-3" }.SelectMany(ground => new[] { ("text", ground), ("text-2", ground), ("primary", ground), ("danger", ground), ("warn", ground), ("ok", ground), ("info", ground) })
            .Concat([("text-on-primary", "primary"), ("text-on-primary", "primary-hover"), ("primary", "primary-soft"), ("text", "primary-soft"), ("primary-hover", "surface"), ("primary-hover", "bg"),
                ("danger", "danger-soft"), ("warn", "warn-soft"), ("ok", "ok-soft"), ("info", "info-soft"), ("surface", "danger"), ("surface", "text"), ("surface", "info"), ("surface", "ok"), ("surface", "warn")]);

        var weak = pairs.Select(pair => (pair, ratio: Contrast(colour[pair.Item1], colour[pair.Item2]))).Where(x => x.ratio < 4.5).Select(x => $"{x.pair.Item1} on {x.pair.Item2}: {x.ratio:0.00}");

        weak.Should().BeEmpty();
    }

    /// <summary>The outlines of fields and buttons, WCAG 1.4.11.</summary>
    [Theory]
    [InlineData("light", "border-strong", "surface")]
    [InlineData("dark", "border-strong", "surface")]
    [InlineData("light", "primary", "surface")]
    [InlineData("dark", "primary", "surface")]
    public void Outlines_of_fields_can_be_seen(string theme, string line, string ground)
    {
        var colour = Tokens(theme);

        Contrast(colour[line], colour[ground]).Should().BeGreaterThanOrEqualTo(3);
    }

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var rgb = Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(1 + (i * 2), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]);
    }

    private static Dictionary<string, string> Tokens(string theme)
    {
        var css = File.ReadAllText(Path.Combine(Repository.Folder, "src/Yaosu.Platform/wwwroot/tokens.css"));
        var block = css[css.IndexOf($"[data-theme=\"{theme}\"] {{", StringComparison.Ordinal)..];
        return Colour().Matches(block[..block.IndexOf('}', StringComparison.Ordinal)]).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    [GeneratedRegex("--ys-([a-z0-9-]+): (#[0-9a-f]{6});", RegexOptions.None, 1000)]
    private static partial Regex Colour();
}
