using System.Globalization;

namespace Yaosu.Help;

/// <summary>Whose pages an article explains; others would only be refused by what it links to.</summary>
public enum HelpReaders
{
    Everyone,
    Headquarters,
    Operators,
}

/// <summary>One subject of the help centre. Written as <c>Name.help.md</c> beside the pages it explains: a head of <c>key: value</c> lines between two lines of
/// dashes, then the text that <see cref="HelpText"/> reads.</summary>
/// <param name="Name">Its address; the file's name.</param>
/// <param name="Section">The heading it stands under.</param>
/// <param name="Words">More words that should find it.</param>
public sealed record HelpArticle(string Name, string Title, string Section, int Order, string Words, HelpReaders For, HelpText Text)
{
    internal static HelpArticle Read(string name, string file)
    {
        var lines = file.ReplaceLineEndings("\n").Split('\n');
        var end = Array.IndexOf(lines, "---", 1);
        if (lines[0] != "---" || end < 0)
            throw new InvalidOperationException($"Help article '{name}' has no head between two lines of dashes.");
        var head = lines[1..end].Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).ToDictionary(parts => parts[0], parts => parts[1]);
        return new(name, head["title"], head["section"], int.Parse(head["order"], CultureInfo.InvariantCulture), head.GetValueOrDefault("words", ""), Enum.Parse<HelpReaders>(head.GetValueOrDefault("for", "everyone"), ignoreCase: true),
            HelpText.Read(lines[(end + 1)..]));
    }
}
