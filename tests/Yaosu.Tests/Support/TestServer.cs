using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Yaosu.Data.PostgreSql;
using Yaosu.Data.PostgreSql.Embedded;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;
using Yaosu.Server;
using Yaosu.Tests.Support;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace Yaosu.Tests.Support;

/// <summary>One throwaway PostgreSQL for the whole run, and a migrated template that each test class copies in a fraction of a second.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private const string Template = "yaosu_template";

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "yaosu-tests-" + Guid.NewGuid().ToString("N")[..8]);
    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(StartAsync);
    private static readonly SemaphoreSlim OneCopy = new(1);
    private static int _databases;

    public static async Task<string> NewDatabaseAsync()
    {
        var server = await Server.Value;
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await OneCopy.WaitAsync();
        try
        {
            await RunAsync(server.ConnectionString, $"CREATE DATABASE {name} TEMPLATE {Template}");
        }
        finally
        {
            OneCopy.Release();
        }
        return For(server, name);
    }

    public static async Task DropAsync(string connectionString)
    {
        var server = await Server.Value;
        await RunAsync(server.ConnectionString, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    public static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Server.IsValueCreated)
            return;
        NpgsqlConnection.ClearAllPools();
        await (await Server.Value).DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = Folder, Throwaway = true, DatabaseName = "yaosu" }, NullLogger.Instance, CancellationToken.None);
        await using var engine = new PostgreSqlEngine(For(server, Template) + ";Pooling=false");
        await DatabaseMigrator.MigrateAsync(new AppDbFactory(ProductModules.All, engine, new NoLiveTopics(), TimeProvider.System));
        return server;
    }

    private static string For(EmbeddedPostgres server, string database) => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database }.ConnectionString;

    private sealed class NoLiveTopics : ILiveTopics
    {
        public IDisposable Subscribe(LiveTopic topic, Action changed) => throw new NotSupportedException();

        public void Changed(LiveTopic topic)
        {
        }
    }
}
