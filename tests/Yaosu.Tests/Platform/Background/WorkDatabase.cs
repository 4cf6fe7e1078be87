using Yaosu.CrashWorker;
using Yaosu.Data.PostgreSql.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Yaosu.Tests.Platform.Background;

/// <summary>A database with the platform's tables and <see cref="Written"/>, fresh for each test class.</summary>
public sealed class WorkDatabase : IAsyncLifetime
{
    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(() => EmbeddedPostgres.StartAsync(
        new() { DataFolder = Path.Combine(Path.GetTempPath(), $"yaosu-work-{Environment.ProcessId}"), Throwaway = true }, NullLogger.Instance, CancellationToken.None));

    public string Connection { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var server = await Server.Value;
        Connection = server.ConnectionString.Replace("Database=yaosu", $"Database=work_{Guid.NewGuid():N}", StringComparison.Ordinal);
        await using var node = Node.Create(Connection);
        await node.Databases.Engine.CreateDatabaseAsync(CancellationToken.None);
        await using var db = node.Databases.OpenPlatform();
        await db.Database.EnsureCreatedAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async Task<Node> StartNodeAsync(Action<IServiceCollection>? add = null, TimeProvider? time = null, params (string Key, string Value)[] settings) =>
        await CreateNode(add, time, settings).StartAsync();

    /// <summary>A node that doesn't work in the background: for asking and for looking.</summary>
    public Node CreateNode(Action<IServiceCollection>? add = null, TimeProvider? time = null, params (string Key, string Value)[] settings) =>
        Node.Create(Connection, add, time, settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
}
