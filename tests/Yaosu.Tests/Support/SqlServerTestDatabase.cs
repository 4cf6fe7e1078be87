using Microsoft.Data.SqlClient;
using Yaosu.Data.SqlServer;
using Yaosu.Platform.Data;
using Yaosu.Server;

namespace Yaosu.Tests.Support;

/// <summary>Fresh databases on the SQL Server of <see cref="OnEachDatabase"/>.</summary>
internal static class SqlServerTestDatabase
{
    internal static async Task<SqlServerEngine> NewAsync()
    {
        var settings = new SqlConnectionStringBuilder(OnEachDatabase.SqlServer) { InitialCatalog = $"yaosu_test_{Guid.NewGuid():n}" };
        var engine = new SqlServerEngine(settings.ConnectionString);
        await DatabaseMigrator.MigrateAsync(new AppDbFactory(ProductModules.All, engine, new RecordingLiveTopics(), TimeProvider.System));
        return engine;
    }

    internal static async Task DropAsync(SqlServerEngine engine)
    {
        var settings = new SqlConnectionStringBuilder(engine.ConnectionString);
        var name = settings.InitialCatalog;
        SqlConnection.ClearAllPools();
        settings.InitialCatalog = "master";
        await using var connection = new SqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var drop = new SqlCommand($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}];", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
