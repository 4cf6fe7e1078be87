using Yaosu.Data.PostgreSql;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;
using Yaosu.Server;

namespace Yaosu.Tests.Support;

/// <summary>A fresh migrated database: as a class fixture, one per test class.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private PostgreSqlEngine? _engine;

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
        ConnectionString = await TestServer.NewDatabaseAsync();
        _engine = new PostgreSqlEngine(ConnectionString);
        Databases = new AppDbFactory(ProductModules.All, _engine, Live, Time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
            await _engine.DisposeAsync();
        await TestServer.DropAsync(ConnectionString);
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
