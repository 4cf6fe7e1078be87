using Microsoft.Extensions.DependencyInjection;
using Yaosu.CrashWorker;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Background;

/// <summary>A migrated database with the table of <see cref="Written"/> beside the product's, and nodes that work on it.</summary>
public sealed class WorkDatabase : IAsyncDisposable
{
    public string Connection { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Connection = await TestServer.NewDatabaseAsync();
        await TestServer.RunAsync(Connection, """
            CREATE SCHEMA work;
            CREATE TABLE work."Written" ("OrgId" bigint, "Id" bigint, "Number" int NOT NULL UNIQUE, "Text" varchar(200) NOT NULL, PRIMARY KEY ("OrgId", "Id"));
            """);
    }

    public async ValueTask DisposeAsync() => await TestServer.DropAsync(Connection);

    public async Task<Node> StartNodeAsync(Action<IServiceCollection>? add = null, TimeProvider? time = null, params (string Key, string Value)[] settings) =>
        await CreateNode(add, time, settings).StartAsync();

    /// <summary>A node that doesn't work in the background: for asking and for looking.</summary>
    public Node CreateNode(Action<IServiceCollection>? add = null, TimeProvider? time = null, params (string Key, string Value)[] settings) =>
        Node.Create(Connection, add, time, settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
}
