using Microsoft.EntityFrameworkCore;
using Yaosu.Data.PostgreSql;
using Yaosu.Data.SqlServer;
using Yaosu.Platform.Data;
using Yaosu.Platform.Modules;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Data;

/// <summary>The migrations of both engines lead exactly to the model.</summary>
public sealed class PendingChangesTests
{
    private const string Command = "run: dotnet run --project tools/Yaosu.Migrations -- add NAME";

    public static TheoryData<string> Engines => ["PostgreSQL", "SQL Server"];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Every_change_of_the_model_has_a_migration(string engine)
    {
        using var db = Open(engine, ProductModules.All);
        db.Database.HasPendingModelChanges().Should().BeFalse(Command);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_change_without_a_migration_is_found(string engine)
    {
        using var db = Open(engine, new([.. ProductModules.All.All, new Planted()]));
        db.Database.HasPendingModelChanges().Should().BeTrue();
    }

    [Fact]
    public void Both_engines_have_the_same_migrations()
    {
        using var postgreSql = Open("PostgreSQL", ProductModules.All);
        using var sqlServer = Open("SQL Server", ProductModules.All);
        sqlServer.Database.GetMigrations().Should().Equal(postgreSql.Database.GetMigrations(), Command);
    }

    private static AppDb Open(string engine, ModuleList modules) => new AppDbFactory(
        modules,
        engine == "PostgreSQL" ? new PostgreSqlEngine("Host=nowhere;Database=none") : new SqlServerEngine("Server=nowhere;Database=none"),
        new RecordingLiveTopics(), TimeProvider.System).OpenPlatform();

    private sealed class Planted : Module
    {
        public override string Name => "Planted";

        public override void MapEntities(ModelBuilder model) => model.Entity<Thing>().ToTable("Things", Schema);
    }

    [PlatformFact("planted")]
    private sealed class Thing
    {
        public long Id { get; init; }
    }
}
