using Yaosu.Tests.Hosting;
using Yaosu.Tests.Support;

[assembly: AssemblyFixture(typeof(RunningHost))]

namespace Yaosu.Tests.Hosting;

/// <summary>One host for every test that only asks it things; started when the first one needs it.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly Lazy<Task<HostProcess>> _host;

    public RunningHost() => _host = new(() => HostProcess.StartAsync(Folder));

    public string Folder { get; } = HostProcess.NewDataFolder();

    public Task<HostProcess> GetAsync() => _host.Value;

    public async Task<Visitor> VisitAsync() => new((await GetAsync()).Address);

    public async ValueTask DisposeAsync()
    {
        if (!_host.IsValueCreated)
            return;
        await (await _host.Value).DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
