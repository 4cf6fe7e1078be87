namespace Yaosu.Platform.Ui.Shell;

/// <summary>Places of the layout that a page may fill with <c>SectionContent</c>.</summary>
public static class ShellSlots
{
    /// <summary>Over the page's heading.</summary>
    public static readonly object Breadcrumb = new();
}
