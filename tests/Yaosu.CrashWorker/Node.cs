using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yaosu.Data.PostgreSql;
using Yaosu.Platform;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;
using Yaosu.Platform.Modules;

namespace Yaosu.CrashWorker;

/// <summary>A host with a database and background work, and nothing else. Several may run in one process: each has its own connections.</summary>
public sealed class Node : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly PostgreSqlEngine _engine;
    private bool _running;

    private Node(IHost host, PostgreSqlEngine engine) => (_host, _engine) = (host, engine);

    public AppDbFactory Databases => Get<AppDbFactory>();

    public ILiveTopics Live => Get<ILiveTopics>();

    public static Node Create(string connection, Action<IServiceCollection>? add = null, TimeProvider? time = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        if (settings is not null)
            builder.Configuration.AddInMemoryCollection(settings);
        var engine = new PostgreSqlEngine(connection);
        builder.Services.AddSingleton<IDatabaseEngine>(engine);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(new ModuleList([new PlatformModule(), new WorkModule()]));
        builder.Services.AddSingleton(provider => new AppDbFactory(
            provider.GetRequiredService<ModuleList>(), engine, provider.GetRequiredService<ILiveTopics>(), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddYaosuBackground();
        add?.Invoke(builder.Services);
        return new(builder.Build(), engine);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public AppDb Open(long orgId) => Databases.Open(Actor.System(orgId));

    public async Task<Node> StartAsync()
    {
        await _host.StartAsync();
        _running = true;
        return this;
    }

    public async Task StopAsync()
    {
        _running = false;
        await _host.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_running)
            await StopAsync();
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
