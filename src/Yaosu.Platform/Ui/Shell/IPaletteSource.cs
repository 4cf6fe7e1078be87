using Yaosu.Platform.Modules;

namespace Yaosu.Platform.Ui.Shell;

/// <summary>Something the command palette (Ctrl+K) can find: menu entries here, drugs, codes or documents by the modules that own them. Register as many as
/// you like; each answers only what the actor may see.</summary>
public interface IPaletteSource
{
    /// <summary>Sources are shown in this order; the menu has 0.</summary>
    int Order { get; }

    /// <summary>Best first, a handful. Called for every pause in typing; an empty text asks for what to offer before anything was typed.</summary>
    ValueTask<IReadOnlyList<PaletteHit>> FindAsync(Actor actor, string text, CancellationToken ct);
}

/// <param name="Hint">Small print on the right: the section, a code, a batch number.</param>
public sealed record PaletteHit(string Title, string Url, string Icon, string Hint = "");

internal sealed class MenuPaletteSource(ModuleList modules) : IPaletteSource
{
    public int Order => 0;

    public ValueTask<IReadOnlyList<PaletteHit>> FindAsync(Actor actor, string text, CancellationToken ct) => new([.. modules.MenuOf(actor)
        .Select(entry => (entry, rank: Rank(entry, text)))
        .Where(found => found.rank is not null)
        .OrderBy(found => found.rank)
        .Select(found => new PaletteHit(found.entry.Title, found.entry.Url, found.entry.Icon, found.entry.Section))]);

    /// <summary>Title before words, beginnings before middles; null when the entry isn't meant.</summary>
    private static int? Rank(MenuEntry entry, string text)
    {
        if (text.Length == 0)
            return 0;
        if (entry.Title.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            return 1;
        if (entry.Title.Contains(text, StringComparison.OrdinalIgnoreCase))
            return 2;
        var words = entry.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Any(word => word.StartsWith(text, StringComparison.OrdinalIgnoreCase)))
            return 3;
        return words.Any(word => word.Contains(text, StringComparison.OrdinalIgnoreCase)) || entry.Section.Contains(text, StringComparison.OrdinalIgnoreCase) ? 4 : null;
    }
}
