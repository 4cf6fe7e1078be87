using Yaosu.Data.PostgreSql;
using Yaosu.Data.SqlServer;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;
using Yaosu.Server;

namespace Yaosu.Tests.Support;

/// <summary>A fresh migrated database: as a class fixture, one per test class and engine (<see cref="OnEachDatabase"/>).</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private IDatabaseEngine? _engine;

    /// <summary>Of PostgreSQL; tests that use it are <see cref="PostgreSqlOnlyAttribute"/>.</summary>
    public string ConnectionString { get; private set; } = "";

    public AppDbFactory Databases { get; private set; } = null!;

    public IDatabaseEngine Engine => _engine!;

    /// <summary>Starts at 2026-01-05 10:00 in China, a Monday; moves only when told to.</summary>
    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 1, 5, 2, 0, 0, TimeSpan.Zero));

    public RecordingLiveTopics Live { get; } = new();

    public AppDb Open(Actor actor) => Databases.Open(actor);

    public AppDb OpenSystem(long orgId) => Databases.Open(Actor.System(orgId));

    public async ValueTask InitializeAsync()
    {
        if (OnEachDatabase.IsSqlServersTurn)
            _engine = await SqlServerTestDatabase.NewAsync();
        else
            _engine = new PostgreSqlEngine(ConnectionString = await TestServer.NewDatabaseAsync());
        Databases = new AppDbFactory(ProductModules.All, _engine, Live, Time);
    }

    public async ValueTask DisposeAsync()
    {
        switch (_engine)
        {
            case PostgreSqlEngine postgreSql:
                await postgreSql.DisposeAsync();
                await TestServer.DropAsync(ConnectionString);
                break;
            case SqlServerEngine sqlServer:
                await SqlServerTestDatabase.DropAsync(sqlServer);
                break;
        }
    }
}

/// <summary>Remembers which topics were told.</summary>
public sealed class RecordingLiveTopics : ILiveTopics
{
    private readonly List<LiveTopic> _told = [];

    public IReadOnlyList<LiveTopic> Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    public IDisposable Subscribe(LiveTopic topic, Action changed) => new Nothing();

    public void Changed(LiveTopic topic)
    {
        lock (_told)
            _told.Add(topic);
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
