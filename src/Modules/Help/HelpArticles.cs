using System.Reflection;
using Yaosu.Platform.Modules;

namespace Yaosu.Help;

/// <summary>The articles of all modules, and the search in them.</summary>
public sealed class HelpArticles(ModuleList modules)
{
    private const string Ending = ".help.md";

    private readonly IReadOnlyList<HelpArticle> _all = [.. modules.All.Select(module => module.GetType().Assembly).Distinct().SelectMany(Articles)
        .OrderBy(article => article.For == HelpReaders.Operators).ThenBy(article => article.Order)];

    public IReadOnlyList<HelpArticle> Of(Actor actor) => [.. _all.Where(article => article.For switch
    {
        HelpReaders.Everyone => true,
        HelpReaders.Headquarters => actor.IsHeadquarters,
        HelpReaders.Operators => actor.IsOperator,
    })];

    public HelpArticle? Find(Actor actor, string name) => Of(actor).FirstOrDefault(article => article.Name == name);

    /// <summary>Those that hold every word of the question, titles before texts.</summary>
    public IReadOnlyList<HelpHit> Search(Actor actor, string question)
    {
        var words = question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? [] : [.. Of(actor).Select(article => (Article: article, Rank: words.Max(word => Rank(article, word)))).Where(found => found.Rank < NotFound)
            .OrderBy(found => found.Rank).Select(found => HelpHit.Of(found.Article, words))];
    }

    private const int NotFound = 3;

    private static int Rank(HelpArticle article, string word) => article.Title.Contains(word, StringComparison.OrdinalIgnoreCase) ? 0
        : article.Words.Contains(word, StringComparison.OrdinalIgnoreCase) ? 1
        : article.Text.Plain.Contains(word, StringComparison.OrdinalIgnoreCase) ? 2
        : NotFound;

    private static IEnumerable<HelpArticle> Articles(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(Ending, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return HelpArticle.Read(name[..^Ending.Length], reader.ReadToEnd());
        }
    }
}

/// <param name="Before">With <paramref name="Found"/> and <paramref name="After"/>: a line of the text around the first word that was found; empty when only the title has it.</param>
public sealed record HelpHit(HelpArticle Article, string Before, string Found, string After)
{
    private const int Around = 36;

    internal static HelpHit Of(HelpArticle article, IReadOnlyList<string> words)
    {
        foreach (var line in article.Text.Plain.Split('\n'))
            foreach (var word in words)
                if (line.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                {
                    var (from, to) = (Math.Max(0, at - Around), Math.Min(line.Length, at + word.Length + Around));
                    return new(article, (from > 0 ? "…" : "") + line[from..at], line.Substring(at, word.Length), line[(at + word.Length)..to] + (to < line.Length ? "…" : ""));
                }
        return new(article, "", "", "");
    }
}
