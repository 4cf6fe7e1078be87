namespace Yaosu.Platform.Ui.Shell;

/// <summary>What the owner of an installation may put into the shell; section <c>Shell</c> of the settings.</summary>
public sealed record ShellOptions
{
    /// <summary>Whose product it is, for the copyright line.</summary>
    public string Owner { get; init; } = "药溯";

    /// <summary>Links of the footer (联系我们, 法律声明, 廉政举报, …), beside those of the product. Empty by default: only what leads somewhere is shown.</summary>
    public IReadOnlyList<FooterLink> FooterLinks { get; init; } = [];

    /// <summary>The number of the site's registration (ICP备案), which the law wants at the bottom of every page; null leaves it out.</summary>
    public string? Icp { get; init; }
}

public sealed record FooterLink(string Title, string Url);
