using System.Collections.Concurrent;
using System.Globalization;
using Yaosu.Tests.Hosting;
using Yaosu.Tests.Support;

[assembly: AssemblyFixture(typeof(RunningHost))]

namespace Yaosu.Tests.Hosting;

/// <summary>One host for every test that only asks it things; started when the first one needs it.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly Lazy<Task<HostProcess>> _host;
    private readonly ConcurrentDictionary<string, Lazy<Task<Dictionary<string, string>>>> _cookies = [];
    private int _visitors;

    public RunningHost() => _host = new(() => HostProcess.StartAsync(Folder, ("Circuits:PerPerson", "3")));

    public string Folder { get; } = HostProcess.NewDataFolder();

    public Task<HostProcess> GetAsync() => _host.Value;

    /// <summary>From an address of his own: what one address may ask in a minute is shared with nobody.</summary>
    public async Task<Visitor> VisitAsync()
    {
        var number = Interlocked.Increment(ref _visitors);
        return new((await GetAsync()).Address) { From = string.Create(CultureInfo.InvariantCulture, $"198.18.{number / 250}.{1 + (number % 250)}") };
    }

    /// <summary>Signed in once for all tests: the host rightly slows down somebody who signs in all the time. Don't sign him out.</summary>
    public async Task<Visitor> VisitAsAsync(string name)
    {
        var visitor = await VisitAsync();
        foreach (var cookie in await _cookies.GetOrAdd(name, _ => new(() => CookiesOfAsync(name))).Value)
            visitor.Cookies.Add(cookie.Key, cookie.Value);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_host.IsValueCreated)
            return;
        await (await _host.Value).DisposeAsync();
        HostProcess.Remove(Folder);
    }

    private async Task<Dictionary<string, string>> CookiesOfAsync(string name)
    {
        using var visitor = await VisitAsync();
        using (await visitor.SignInAsync(name, HostProcess.DemoPassword))
            visitor.Cookies.Should().ContainKey("__Host-yaosu");
        return visitor.Cookies;
    }
}
