using Microsoft.EntityFrameworkCore;
using Npgsql;
using Yaosu.Data.PostgreSql;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>Two hosts, started at the same moment on a database that did not exist yet, behind a proxy that keeps a browser on its node.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private readonly string _folder = HostProcess.NewDataFolder();
    private readonly HostProcess[] _nodes = new HostProcess[2];
    private PostgreSqlEngine _engine = null!;
    private LoopbackProxy _proxy = null!;
    private string _template = "";

    public IReadOnlyList<HostProcess> Nodes => _nodes;

    public AppDbFactory Databases { get; private set; } = null!;

    /// <summary>The main account of the demo's drug maker.</summary>
    public Actor Main { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    public string Files => Path.Combine(_folder, "files");

    public async ValueTask InitializeAsync()
    {
        _template = await TestServer.NewDatabaseAsync();
        ConnectionString = new NpgsqlConnectionStringBuilder(_template) { Database = "two_nodes", Pooling = false }.ConnectionString;
        _engine = new(ConnectionString);
        var starting = Enumerable.Range(0, 2).Select(node => StartAsync(node, "http://127.0.0.1:0")).ToArray();
        try
        {
            await Task.WhenAll(starting);
        }
        catch
        {
            foreach (var started in starting.Where(start => start.IsCompletedSuccessfully))
                await (await started).DisposeAsync();
            throw;
        }
        for (var node = 0; node < 2; node++)
            _nodes[node] = await starting[node];
        _proxy = new(_nodes[0].Address, _nodes[1].Address);
        Databases = new(ProductModules.All, _engine, new RecordingLiveTopics(), TimeProvider.System);
        Main = await MainAsync();
    }

    /// <summary>A browser that only knows the proxy.</summary>
    public Visitor Visit() => new(_proxy.Address);

    /// <summary>On the same port, as a service manager would.</summary>
    public async Task RestartAsync(int node)
    {
        var address = _nodes[node].Address;
        await _nodes[node].DisposeAsync();
        _nodes[node] = await StartAsync(node, address.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await _proxy.DisposeAsync();
        await _engine.DisposeAsync();
        await TestServer.DropAsync(ConnectionString);
        await TestServer.DropAsync(_template);
        HostProcess.Remove(_folder);
    }

    private Task<HostProcess> StartAsync(int node, string url) => HostProcess.StartAsync(Path.Combine(_folder, $"node-{node}"),
        ("Urls", url), ("Files:Folder", Files),
        ("Database:Provider", "PostgreSql"), ("Database:ConnectionString", ConnectionString),
        ("Jobs:Concurrency", "1"), ("Jobs:Lease", "00:00:15"), ("Jobs:RenewEvery", "00:00:01"), ("Jobs:Poll", "00:00:00.2"),
        ("Serilog:MinimumLevel:Override:Yaosu.Platform.Jobs", "Debug"));

    private async Task<Actor> MainAsync()
    {
        await using var platform = Databases.OpenPlatform();
        var name = await platform.Set<SignInName>().SingleAsync(x => x.Name == "yunshan");
        await using var db = Databases.Open(Actor.System(name.OrgId));
        var main = await db.Set<User>().SingleAsync(x => x.Id == name.UserId);
        return new() { Kind = ActorKind.Person, OrgId = main.OrgId, UserId = main.Id, Name = main.Name, IsMain = true };
    }
}
