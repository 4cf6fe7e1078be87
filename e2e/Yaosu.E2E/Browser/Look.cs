using System.Globalization;

namespace Yaosu.E2E.Browser;

/// <summary>How wide the window is and which colours were chosen.</summary>
public sealed record Look(int Width, string Theme)
{
    public BrowserNewContextOptions Options(Uri address, string? signedIn = null) => new()
    {
        BaseURL = address.ToString(),
        Locale = "zh-CN",
        TimezoneId = "Asia/Shanghai",
        ViewportSize = new() { Width = Width, Height = 900 },
        ColorScheme = Theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
        ReducedMotion = ReducedMotion.Reduce,
        StorageState = signedIn,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Theme} {Width}");
}

public static class Looks
{
    public static readonly Look Wide = new(1440, "light");

    public static readonly IReadOnlyList<Look> All = [Wide, new(1440, "dark"), new(768, "light"), new(768, "dark")];
}
