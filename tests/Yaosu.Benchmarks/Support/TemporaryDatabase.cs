using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Yaosu.Data.PostgreSql;
using Yaosu.Data.PostgreSql.Embedded;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;
using Yaosu.Server;

namespace Yaosu.Benchmarks.Support;

/// <summary>A migrated embedded PostgreSQL in a folder of its own, with the durability of the product: every commit waits for the disk.</summary>
internal sealed class TemporaryDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres _server;
    private readonly PostgreSqlEngine _engine;

    private TemporaryDatabase(EmbeddedPostgres server)
    {
        _server = server;
        _engine = new(server.ConnectionString);
        Databases = new(ProductModules.All, _engine, new NoScreens(), TimeProvider.System);
    }

    internal AppDbFactory Databases { get; }

    internal NpgsqlDataSource Source => _engine.Source;

    internal static async Task<TemporaryDatabase> StartAsync(CancellationToken ct)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"yaosu-bench-{Path.GetRandomFileName()}");
        var database = new TemporaryDatabase(await EmbeddedPostgres.StartAsync(new() { DataFolder = folder }, NullLogger.Instance, ct));
        await DatabaseMigrator.MigrateAsync(database.Databases, ct);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_server.DataFolder, recursive: true);
    }

    private sealed class NoScreens : ILiveTopics
    {
        public IDisposable Subscribe(LiveTopic topic, Action changed) => throw new NotSupportedException("Nothing is watched here.");

        public void Changed(LiveTopic topic)
        {
        }
    }
}
