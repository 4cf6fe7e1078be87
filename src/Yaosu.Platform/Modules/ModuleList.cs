using Yaosu.Platform.Audit;

namespace Yaosu.Platform.Modules;

/// <summary>The modules this host was built with, and what they add up to.</summary>
public sealed class ModuleList(IEnumerable<Module> modules)
{
    public IReadOnlyList<Module> All { get; } = [.. modules];

    public IReadOnlyList<Permission> Permissions { get; } = [.. modules.SelectMany(m => m.Permissions)];

    public IReadOnlyList<AuditAction> AuditActions { get; } = [.. modules.SelectMany(m => m.AuditActions)];

    public IReadOnlyList<MenuEntry> MenuOf(Actor actor) => [.. All
        .SelectMany(m => m.Menu)
        .Where(entry => entry.IsFor(actor))
        .OrderBy(entry => IndexOf(entry.Section))
        .ThenBy(entry => entry.Order)];

    public IReadOnlyList<HomeTile> TilesOf(Actor actor) => [.. All
        .SelectMany(m => m.HomeTiles)
        .Where(tile => tile.Permission is null || actor.May(tile.Permission))
        .OrderBy(tile => tile.Order)];

    public IReadOnlyList<ShellBanner> BannersOf(Actor actor) => [.. All
        .SelectMany(m => m.Banners)
        .Where(banner => banner.Permission is null || actor.May(banner.Permission))
        .OrderBy(banner => banner.Order)];

    private static int IndexOf(string section)
    {
        for (var i = 0; i < MenuSections.InOrder.Count; i++)
            if (MenuSections.InOrder[i] == section)
                return i;
        throw new InvalidOperationException($"Menu section '{section}' is not in MenuSections.");
    }
}
