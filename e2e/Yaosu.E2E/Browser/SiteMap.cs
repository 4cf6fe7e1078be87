using System.Text.RegularExpressions;

namespace Yaosu.E2E.Browser;

/// <summary>The pages of the running product, found as a person finds them: from the menu, then from the links on each page. A page added later is covered
/// without anybody remembering.</summary>
internal static partial class SiteMap
{
    /// <summary>Pages that nobody links to, or that stand before the console.</summary>
    private static readonly string[] Unlinked = ["/no-such-page"];

    /// <summary>One address of each shape: /orgs/audit/17 and /orgs/audit/18 are the same page.</summary>
    public static async Task VisitAsync(IPage page, Func<string, Task> visit)
    {
        var waiting = new Queue<string>(["/", .. Unlinked]);
        var seen = waiting.Select(ShapeOf).ToHashSet(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var address))
        {
            await page.GotoAsync(address);
            await page.SettledAsync();
            await visit(address);
            foreach (var link in await LinksAsync(page))
                if (seen.Add(ShapeOf(link)))
                    waiting.Enqueue(link);
        }
    }

    private static async Task<string[]> LinksAsync(IPage page) => await page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('#ys-menu a[href], #ys-main a[href]')]
          .filter(a => a.origin === location.origin && !a.hasAttribute('download') && !a.pathname.startsWith('/files/') && !a.pathname.startsWith('/api/'))
          .map(a => a.pathname + (new URLSearchParams(a.search).has('tab') ? '?tab=' + new URLSearchParams(a.search).get('tab') : ''))
        """);

    private static string ShapeOf(string address) => Number().Replace(address, "/{n}");

    [GeneratedRegex(@"/\d+(?=/|\?|$)")]
    private static partial Regex Number();
}
