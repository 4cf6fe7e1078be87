using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Help;

/// <summary>Ctrl+K finds articles too, after the pages.</summary>
internal sealed class HelpPaletteSource(HelpArticles articles) : IPaletteSource
{
    private const int Most = 4;

    public int Order => 90;

    public ValueTask<IReadOnlyList<PaletteHit>> FindAsync(Actor actor, string text, CancellationToken ct) =>
        new([.. articles.Search(actor, text).Take(Most).Select(hit => new PaletteHit(hit.Article.Title, HelpUrls.Article(hit.Article.Name), "help", "帮助"))]);
}
