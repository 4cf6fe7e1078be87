using Yaosu.Platform.Modules;

namespace Yaosu.Orgs.Access;

/// <summary>What can be given to a role, as the menu shows it: heading, page, rights of the page. Made from what the modules declare.</summary>
public sealed class PermissionTree(ModuleList modules)
{
    public sealed record Section(string Title, IReadOnlyList<Page> Pages);

    public sealed record Page(string Code, string Title, IReadOnlyList<Permission> Permissions);

    private const string Elsewhere = "其他";

    private readonly IReadOnlyDictionary<string, Permission> _byCode = modules.Permissions.ToDictionary(permission => permission.Code, StringComparer.Ordinal);

    /// <summary>Null for a code that no module declares.</summary>
    public Permission? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <param name="forOperators">Whether the enterprise runs the installation.</param>
    /// <param name="forHeadquarters">Whether it is a chain's.</param>
    public IReadOnlyList<Section> Of(bool forOperators, bool forHeadquarters = false)
    {
        var pages = modules.All.SelectMany(module => module.Menu)
            .Where(entry => entry.Permission is not null)
            .GroupBy(entry => entry.Permission!.Page)
            .ToDictionary(group => group.Key, group => group.OrderBy(entry => entry.Order).First());
        return [.. modules.Permissions
            .Where(permission => (forOperators || !permission.ForOperators) && (forHeadquarters || !permission.ForHeadquarters))
            .GroupBy(permission => permission.Page)
            .Select(group => (Entry: pages.GetValueOrDefault(group.Key), Page: group))
            .GroupBy(page => page.Entry?.Section ?? Elsewhere)
            .OrderBy(section => IndexOf(section.Key))
            .Select(section => new Section(section.Key, [.. section
                .OrderBy(page => page.Entry?.Order ?? int.MaxValue)
                .Select(page => new Page(page.Page.Key, page.Entry?.Title ?? page.Page.First().Name, [.. page.Page]))]))];
    }

    private static int IndexOf(string section)
    {
        var index = MenuSections.InOrder.ToList().IndexOf(section);
        return index < 0 ? int.MaxValue : index;
    }
}
