namespace Yaosu.Platform.Modules;

/// <summary>A line of the console's menu; also what the command palette (Ctrl+K) finds.</summary>
/// <param name="Section">The heading it stands under, from <see cref="MenuSections"/>.</param>
/// <param name="Icon">A name that <c>Icon.razor</c> draws.</param>
/// <param name="Permission">Null when every signed-in person may open it.</param>
/// <param name="Words">More words that should find it: synonyms, pinyin initials.</param>
public sealed record MenuEntry(string Section, int Order, string Title, string Url, string Icon, Permission? Permission = null, string Words = "")
{
    /// <summary>Operators, who have every right, would find nothing there for them.</summary>
    public bool NotForOperators { get; init; }

    public bool IsFor(Actor actor) => (Permission is null || actor.May(Permission)) && !(NotForOperators && actor.IsOperator);
}

/// <summary>The menu's headings in the order shown.</summary>
public static class MenuSections
{
    public const string Home = "";
    public const string Drugs = "药品与赋码";
    public const string Flow = "流通";
    public const string Recalls = "召回";
    public const string Marketing = "扫码与营销";
    public const string Reports = "统计分析";
    public const string Organisation = "企业管理";
    public const string Operations = "平台运营";
    public const string Mine = "我的";

    public static readonly IReadOnlyList<string> InOrder = [Home, Drugs, Flow, Recalls, Marketing, Reports, Organisation, Operations, Mine];
}

/// <summary>A line above every page while there is something to say.</summary>
/// <param name="Component">A component without parameters that draws nothing when all is well.</param>
public sealed record ShellBanner(int Order, Type Component, Permission? Permission = null);

/// <summary>A tile of the workbench.</summary>
/// <param name="Component">A component without parameters.</param>
public sealed record HomeTile(int Order, Type Component, Permission? Permission = null);
