namespace Yaosu.Platform.Ui.Shell;

/// <summary>Light, dark, or as the person's system says. The choice lives in a cookie, so that the first byte of a page already has the right colours.</summary>
public static class ThemeCookie
{
    /// <summary>Written by <c>theme.js</c>, readable by it: it holds no secret.</summary>
    public const string Name = "ys-theme";

    public const string MenuName = "ys-menu";

    public const string Light = "light";
    public const string Dark = "dark";
    public const string System = "system";

    public static readonly IReadOnlyList<(string Value, string Title, string Icon)> Choices =
        [(Light, "浅色", "sun"), (Dark, "深色", "moon"), (System, "跟随系统", "monitor")];

    /// <summary>The choice a cookie holds; <see cref="System"/> for anything else.</summary>
    public static string Choice(string? cookie) => cookie is Light or Dark ? cookie : System;

    /// <summary>What the server paints before the browser has spoken. With <see cref="System"/> that is light; theme.js corrects it before the first paint.</summary>
    public static string Painted(string choice) => choice == Dark ? Dark : Light;

    /// <summary>"folded" when the menu shows icons only; null for the full menu.</summary>
    public static string? Menu(string? cookie) => cookie == "folded" ? cookie : null;
}
