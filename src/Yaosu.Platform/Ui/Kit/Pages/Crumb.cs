namespace Yaosu.Platform.Ui.Kit;

/// <summary>A step of the breadcrumb. <paramref name="Url"/> is null where there is no page to go to, such as a menu's heading.</summary>
public sealed record Crumb(string Title, string? Url = null);
