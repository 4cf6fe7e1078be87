using System.Text.RegularExpressions;
using Yaosu.Architecture.Tests.Reading;

namespace Yaosu.Architecture.Tests;

/// <summary>The files as they are committed.</summary>
public sealed partial class Sources
{
    private const int MarkupLines = 150;
    private const int BehaviourLines = 300;

    [Fact]
    public void Markup_and_behaviour_of_a_component_stay_readable()
    {
        var sources = Repository.Files("src").Where(x => x.EndsWith(".razor", StringComparison.Ordinal) || x.EndsWith(".razor.cs", StringComparison.Ordinal)).ToList();
        sources.Should().HaveCountGreaterThan(20);
        sources.Where(x => IsTooLong(x, File.ReadLines(Path.Combine(Repository.Folder, x)).Count())).Should().BeEmpty("past that, a child component has a name waiting");

        IsTooLong("Page.razor", 151).Should().BeTrue();
        IsTooLong("Page.razor.cs", 151).Should().BeFalse();
        IsTooLong("Page.razor.cs", 301).Should().BeTrue();
    }

    [Fact]
    public void Nothing_is_left_for_later_and_no_feed_is_named()
    {
        var texts = Repository.Files().Where(x => !Pictures().IsMatch(x)).ToList();
        texts.Should().HaveCountGreaterThan(100).And.Contain("README.md");
        texts.SelectMany(x => Unwelcome(Repository.Read(x)).Select(word => $"{x}: {word}")).Should().BeEmpty();

        // Put together here, or this file would be found.
        foreach (var word in new[] { "TO" + "DO: later", "FIX" + "ME", "throw new NotImplemented" + "Exception()", "https:/" + "/registry.npm" + "js.org/x", "https://api.nu" + "get.org/x", "/v3/index" + ".json", "/" + "/registry.example/npm/" })
            Unwelcome($"before {word} after").Should().NotBeEmpty(word);
        Unwelcome("a NotSupportedException, an autodocumented method, a todo list of drugs").Should().BeEmpty();
    }

    [Fact]
    public void No_working_notes_lie_in_the_tree()
    {
        Notes(Repository.Files()).Should().BeEmpty();
        Notes(["NOTE-FOR-US.txt", "docs/PLAN.md", "src/HANDOFF-2.md", "src/Yaosu.Server/Program.cs", "docs/glossary.md"]).Should().HaveCount(3);
    }

    private static bool IsTooLong(string path, int lines) => lines > (path.EndsWith(".cs", StringComparison.Ordinal) ? BehaviourLines : MarkupLines);

    private static IEnumerable<string> Unwelcome(string text) => Leftover().Matches(text).Concat(Feed().Matches(text)).Select(x => x.Value);

    private static IEnumerable<string> Notes(IEnumerable<string> files) => files.Where(x => Note().IsMatch(Path.GetFileName(x)));

    [GeneratedRegex(@"\bTO(?:)DO\b|\bFIX(?:)ME\b|NotImplemented(?:)Exception")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"//(?:)(?:registry|nexus|artifactory|feed|pkgs)\.|nu(?:)get\.org|npm(?:)js\.org|/v3/index\.js(?:)on", RegexOptions.IgnoreCase)]
    private static partial Regex Feed();

    [GeneratedRegex(@"^(NOTE|PLAN|HANDOFF|BRIEF|SCRATCH)\b|[-_](PLAN|HANDOFF|NOTES)\.", RegexOptions.None)]
    private static partial Regex Note();

    [GeneratedRegex(@"\.(png|ico|jpg|webp|woff2|ttf|xlsx|dll|zip|pdf)$", RegexOptions.IgnoreCase)]
    private static partial Regex Pictures();
}
