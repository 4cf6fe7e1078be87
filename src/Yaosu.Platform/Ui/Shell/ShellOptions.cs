namespace Yaosu.Platform.Ui.Shell;

/// <summary>What the owner of an installation may put into the shell; section <c>Shell</c> of the settings.</summary>
public sealed record ShellOptions
{
    /// <summary>Whose product it is, for the copyright line.</summary>
    public string Owner { get; init; } = "药溯";

    /// <summary>Links of the footer (联系我们, 法律声明, …). Empty by default: only what leads somewhere is shown.</summary>
    public IReadOnlyList<FooterLink> FooterLinks { get; init; } = [];
}

public sealed record FooterLink(string Title, string Url);
