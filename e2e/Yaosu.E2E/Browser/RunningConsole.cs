using Yaosu.E2E.Browser;
using Yaosu.Tests.Support;

[assembly: AssemblyFixture(typeof(RunningConsole))]

namespace Yaosu.E2E.Browser;

/// <summary>One real host with the demo world and one real browser for the whole run.</summary>
public sealed class RunningConsole : IAsyncLifetime
{
    private readonly string _folder = HostProcess.NewDataFolder();
    private readonly Dictionary<string, string> _signedIn = [];
    private IPlaywright? _playwright;
    private HostProcess? _host;

    public IBrowser Browser { get; private set; } = null!;

    public Uri Address => _host!.Address;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(15_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await Chromium.LaunchAsync(_playwright);
        // Operators decide within seconds here: the phone may hear of it at once.
        _host = await HostProcess.StartAsync(_folder, ("Circuits:PerPerson", "200"), ("Sms:Limits:PerMinute", "5"));
    }

    /// <summary>Cookies of somebody who signed in earlier in this run: signing in costs a password hash and counts against a limit.</summary>
    public async Task<string> SignedInAsync(string login)
    {
        if (_signedIn.TryGetValue(login, out var known))
            return known;
        await using var context = await Browser.NewContextAsync(Looks.Wide.Options(Address));
        var page = await context.NewPageAsync();
        await page.SignInAsync(login, HostProcess.DemoPassword);
        return _signedIn[login] = await context.StorageStateAsync();
    }

    /// <summary>Their sessions were ended on purpose: the next test signs in again.</summary>
    public void Forget(string login) => _signedIn.Remove(login);

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
