using System.Text.RegularExpressions;

namespace Yaosu.Help;

public enum HelpBlockKind
{
    Paragraph,
    Heading,
    Bullets,
    Steps,
    Note,
}

/// <param name="Lines">One for a paragraph, heading or note; one for each line of a list.</param>
public sealed record HelpBlock(HelpBlockKind Kind, IReadOnlyList<IReadOnlyList<HelpPiece>> Lines);

/// <param name="Url">Where a link leads; null for plain words.</param>
public sealed record HelpPiece(string Text, bool IsStrong = false, bool IsCode = false, string? Url = null);

/// <summary>The little of Markdown that articles need: <c>##</c> headings, lists with <c>-</c> or <c>1.</c>, notes with <c>&gt;</c>, and in a line **strong**,
/// `code` and [links](/orgs/people).</summary>
public sealed partial record HelpText(IReadOnlyList<HelpBlock> Blocks)
{
    /// <summary>The words alone, for the search.</summary>
    public string Plain { get; } = string.Join('\n', Blocks.SelectMany(block => block.Lines).Select(line => string.Concat(line.Select(piece => piece.Text))));

    public IEnumerable<string> Links => Blocks.SelectMany(block => block.Lines).SelectMany(line => line).Select(piece => piece.Url).OfType<string>();

    internal static HelpText Read(IReadOnlyList<string> lines)
    {
        var blocks = new List<HelpBlock>();
        var gathered = new List<IReadOnlyList<HelpPiece>>();
        var kind = HelpBlockKind.Paragraph;
        foreach (var line in lines.Append(""))
        {
            var (next, text) = KindOf(line.Trim());
            var goesOn = text.Length > 0 && next == kind && next is HelpBlockKind.Bullets or HelpBlockKind.Steps;
            if (gathered.Count > 0 && !goesOn)
            {
                blocks.Add(new(kind, [.. gathered]));
                gathered.Clear();
            }
            if (text.Length > 0)
                gathered.Add(Pieces(text));
            kind = next;
        }
        return new(blocks);
    }

    private static (HelpBlockKind Kind, string Text) KindOf(string line) => line switch
    {
        ['#', '#', ' ', .. var text] => (HelpBlockKind.Heading, text),
        ['-', ' ', .. var text] => (HelpBlockKind.Bullets, text),
        ['>', ' ', .. var text] => (HelpBlockKind.Note, text),
        [>= '1' and <= '9', '.', ' ', .. var text] => (HelpBlockKind.Steps, text),
        _ => (HelpBlockKind.Paragraph, line),
    };

    private static List<HelpPiece> Pieces(string line)
    {
        var pieces = new List<HelpPiece>();
        var at = 0;
        foreach (var mark in Marks().Matches(line).Cast<Match>())
        {
            Add(line[at..mark.Index]);
            pieces.Add(mark.Groups["strong"] is { Success: true } strong ? new(strong.Value, IsStrong: true)
                : mark.Groups["code"] is { Success: true } code ? new(code.Value, IsCode: true)
                : new(mark.Groups["text"].Value, Url: mark.Groups["url"].Value));
            at = mark.Index + mark.Length;
        }
        Add(line[at..]);
        return pieces;

        void Add(string words)
        {
            if (words.Length > 0)
                pieces.Add(new(words));
        }
    }

    [GeneratedRegex(@"\*\*(?<strong>[^*]+)\*\*|`(?<code>[^`]+)`|\[(?<text>[^\]]+)\]\((?<url>/[^)\s]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();
}
