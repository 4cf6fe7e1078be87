using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Yaosu.Tests.Support;

namespace Yaosu.E2E.Browser;

/// <summary>A test in the browser. At its end it fails for whatever the pages did wrong on the way, also when nothing it asked for went wrong.</summary>
public abstract partial class ConsoleTest(RunningConsole console) : IAsyncLifetime
{
    public const string Main = "yunshan";
    public const string Quality = "zhiliang";
    public const string Warehouse = "cangku";
    public const string OtherOrg = "qinghe";

    private static readonly string[] WcagTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private readonly List<IBrowserContext> _contexts = [];
    private readonly PageWatch _watch = new();

    protected static string Password => HostProcess.DemoPassword;

    protected RunningConsole Running => console;

    /// <summary>Where the console under test is.</summary>
    protected virtual Uri Address => console.Address;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            await TakePicturesAsync();
        foreach (var context in _contexts)
            await CloseAsync(context);
        _watch.Troubles.Should().BeEmpty("no page may log errors, break its content policy or be answered with a server error");
    }

    /// <summary>A browser of its own: cookies, storage and all.</summary>
    protected async Task<IBrowserContext> NewBrowserAsync(string? login = null, Look? look = null)
    {
        look ??= Looks.Wide;
        var context = await console.Browser.NewContextAsync(look.Options(Address, login is null ? null : await SignedInAsync(login)));
        _contexts.Add(context);
        await context.AddCookiesAsync([new() { Name = "ys-theme", Value = look.Theme, Url = Address.ToString() }]);
        await _watch.AttachAsync(context);
        return context;
    }

    protected virtual Task<string> SignedInAsync(string login) => console.SignedInAsync(login);

    /// <summary>A page of somebody signed in, drawn and ready.</summary>
    protected async Task<IPage> OpenAsync(string path, string login = Main, Look? look = null)
    {
        var page = await (await NewBrowserAsync(login, look)).NewPageAsync();
        await page.GotoAsync(path);
        await page.SettledAsync();
        return page;
    }

    protected void ExpectTrouble(string text) => _watch.Expect(text);

    protected static async Task Accessible(IPage page) => (await AccessProblemsAsync(page)).Should().BeEmpty("every page keeps WCAG 2.2 AA");

    protected static async Task<IReadOnlyList<string>> AccessProblemsAsync(IPage page)
    {
        // axe tries a style element of its own, which the content policy refuses: that is its affair, not the page's.
        await page.EvaluateAsync("window.yaosuTestTool = true");
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. WcagTags] } });
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(() => { window.yaosuTestTool = false; done(); })))");
        return [.. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html} ({violation.Help})"))];
    }

    private async Task TakePicturesAsync()
    {
        var name = NotForFiles().Replace(TestContext.Current.Test?.TestDisplayName ?? GetType().Name, "-");
        var folder = Path.Combine(AppContext.BaseDirectory, "TestResults");
        var pages = _contexts.SelectMany(context => context.Pages).ToList();
        for (var i = 0; i < pages.Count; i++)
            await pages[i].ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{i + 1}.png"), FullPage = true });
    }

    /// <summary>Leaves each page first, as people do: a context that just vanishes lets its circuits linger on the server for minutes.</summary>
    private static async Task CloseAsync(IBrowserContext context)
    {
        foreach (var page in context.Pages.ToList())
            await page.GotoAsync("about:blank");
        await context.DisposeAsync();
    }

    [GeneratedRegex(@"[^\w\.-]+")]
    private static partial Regex NotForFiles();
}
