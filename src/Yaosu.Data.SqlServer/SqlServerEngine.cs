using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Yaosu.Platform;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;

namespace Yaosu.Data.SqlServer;

/// <summary>SQL Server 2019 or later.</summary>
public sealed class SqlServerEngine : IDatabaseEngine
{
    /// <summary>Of the database as a whole: texts compare by code point, as they do on PostgreSQL, so that "same" means the same on both engines.</summary>
    internal const string Collation = "Chinese_PRC_BIN2";

    private const string PinyinCollation = "Chinese_PRC_CI_AS";
    private const int CompatibilityLevel = 150;

    public SqlServerEngine(string connectionString)
    {
        var settings = new SqlConnectionStringBuilder(connectionString);
        if (settings.InitialCatalog.Length == 0)
            throw SqlServerRefusals.NoDatabaseNamed();
        if (!settings.ShouldSerialize("Application Name"))
            settings.ApplicationName = "yaosu";
        ConnectionString = settings.ConnectionString;
        DatabaseName = settings.InitialCatalog;
    }

    public string Name => "SQL Server";

    internal string ConnectionString { get; }

    private string DatabaseName { get; }

    public void Configure(DbContextOptionsBuilder options) => options.UseSqlServer(ConnectionString, sqlServer => sqlServer
        .UseCompatibilityLevel(CompatibilityLevel)
        .MigrationsAssembly(typeof(SqlServerEngine).Assembly.GetName().Name)
        .MigrationsHistoryTable(HistoryRepository.DefaultTableName, PlatformModule.SchemaName)
        .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));

    public void MapModel(ModelBuilder model)
    {
        model.HasSequence<long>(KeySequence.Name, PlatformModule.SchemaName).IncrementsBy(KeySequence.Block);
        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            foreach (var index in entity.GetIndexes().ToList())
                if (index.RemoveAnnotation(OwnedMapping.OnlyWhereAnnotation)?.Value is string flag)
                    index.SetFilter($"[{flag}] = 1");
            foreach (var property in entity.GetProperties().ToList())
            {
                var mapped = model.Entity(entity.ClrType).Property(property.Name);
                if (property.Name == nameof(IOwnedByOrg.Id) && property.ClrType == typeof(long) && property.IsPrimaryKey())
                    mapped.UseHiLo(KeySequence.Name, PlatformModule.SchemaName);
                else if (property.IsPrimaryKey())
                    property.SetValueGenerationStrategy(SqlServerValueGenerationStrategy.None);
                if (property.FindAnnotation(OwnedMapping.PinyinAnnotation) is not null)
                {
                    mapped.UseCollation(PinyinCollation);
                    property.RemoveAnnotation(OwnedMapping.PinyinAnnotation);
                }
            }
            // Entity Framework reads results back with OUTPUT, which SQL Server refuses on tables with triggers, unless it knows of them.
            if (entity.FindAnnotation(AuditEntry.AppendOnly) is not null)
                model.Entity(entity.ClrType).ToTable(table => table.HasTrigger(AppendOnlyTrigger(entity)));
        }
    }

    /// <summary>Only what is missing is made, so that an account without the right to alter tables can start the host. TRUNCATE can't be caught by a trigger here; it
    /// needs that right, and the audit chain shows the gap.</summary>
    public IEnumerable<string> AfterMigration(IModel model) =>
        from entity in model.GetEntityTypes()
        where entity.FindAnnotation(AuditEntry.AppendOnly) is not null
        let trigger = $"{Quoted(entity.GetSchema()!)}.{Quoted(AppendOnlyTrigger(entity))}"
        let create = $"""
            CREATE TRIGGER {trigger} ON {TableOf(entity)} AFTER UPDATE, DELETE AS
            BEGIN
                SET NOCOUNT ON;
                IF EXISTS (SELECT 1 FROM deleted) THROW 51000, N'{entity.GetTableName()} is append-only', 1;
            END
            """
        select $"IF OBJECT_ID(N'{trigger}', N'TR') IS NULL EXEC(N'{create.Replace("'", "''", StringComparison.Ordinal)}');";

    public async Task CreateDatabaseAsync(CancellationToken ct)
    {
        if (!await ExistsAsync(ct))
            await CreateAsync(ct);
        await CheckSettingsAsync(ct);
    }

    public async Task<IAsyncDisposable> LockForMigrationAsync(CancellationToken ct)
    {
        // Outside the pool, so that closing the connection frees the lock.
        var connection = new SqlConnection(new SqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var take = new SqlCommand(TakeMigrationLock, connection);
            while (await take.ExecuteScalarAsync(ct) is not >= 0)
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public bool IsUniqueViolation(Exception exception) => SqlServerErrors.IsUniqueViolation(exception);

    public bool IsReferenceViolation(Exception exception) => SqlServerErrors.IsReferenceViolation(exception);

    public bool IsUnavailable(Exception exception) => SqlServerErrors.IsUnavailable(exception);

    public async Task InsertIfMissingAsync<T>(AppDb db, T row, CancellationToken ct)
        where T : class
    {
        var table = BulkTable<T>.Of(db);
        await using var factory = new SqlCommand();
        var parameters = table.Columns.Select((column, i) => column.Parameter(factory, Parameter(i), db, row)).ToList();
        await db.Database.ExecuteSqlRawAsync(table.InsertIfMissing(Parameter), parameters, ct);

        static string Parameter(int i) => string.Create(CultureInfo.InvariantCulture, $"@c{i}");
    }

    public async Task<IReadOnlyList<long>> TakeIdsAsync(AppDb db, int count, CancellationToken ct)
    {
        if (count == 0)
            return [];
        var first = await db.Database.SqlQueryRaw<long>(TakeIds, new SqlParameter("@blocks", (long)KeySequence.BlocksFor(count))).ToListAsync(ct);
        var ids = new long[count];
        for (var i = 0; i < count; i++)
            ids[i] = first[0] + i;
        return ids;
    }

    public async Task<long> WriteBulkAsync<T>(AppDb db, IAsyncEnumerable<T> rows, CancellationToken ct)
        where T : class
    {
        var table = BulkTable<T>.Of(db);
#pragma warning disable RS0030 // The engine is where the raw connection is used.
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var connection = (SqlConnection)db.Database.GetDbConnection();
            var transaction = (SqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
            // Without CheckConstraints, bulk rows would slip past foreign keys.
            using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.CheckConstraints | (transaction is null ? SqlBulkCopyOptions.UseInternalTransaction : default), transaction)
            {
                DestinationTableName = table.Name,
                BulkCopyTimeout = 0,
            };
            foreach (var column in table.Columns)
                copy.ColumnMappings.Add(column.Name, column.Name);
            await using var reader = new BulkReader<T>(table, db, rows, ct);
            await copy.WriteToServerAsync(reader, ct);
            return reader.Count;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
#pragma warning restore RS0030
    }

    public ILiveTransport CreateLiveTransport() => new PollingTransport(ConnectionString);

    /// <summary>The sequence steps by a block, so a range of n steps is n blocks in a row.</summary>
    internal const string TakeIds = $"""
        DECLARE @first sql_variant;
        EXEC sys.sp_sequence_get_range @sequence_name = N'{PlatformModule.SchemaName}.{KeySequence.Name}', @range_size = @blocks, @range_first_value = @first OUTPUT;
        SELECT CAST(@first AS bigint) AS [Value];
        """;

    internal const string TakeMigrationLock = """
        DECLARE @answer int;
        EXEC @answer = sys.sp_getapplock @Resource = N'yaosu.migration', @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 0;
        SELECT @answer;
        """;

    internal const string ReadSettings = """
        SELECT is_read_committed_snapshot_on, collation_name, compatibility_level FROM sys.databases WHERE database_id = DB_ID();
        """;

    internal static string TableOf(IReadOnlyEntityType entity) => $"{Quoted(entity.GetSchema()!)}.{Quoted(entity.GetTableName()!)}";

    internal static string Quoted(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    internal IEnumerable<string> CreateStatements() =>
    [
        $"CREATE DATABASE {Quoted(DatabaseName)} COLLATE {Collation}",
        $"ALTER DATABASE {Quoted(DatabaseName)} SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE",
    ];

    private static string AppendOnlyTrigger(IReadOnlyEntityType entity) => $"{entity.GetTableName()}_append_only";

    private async Task<bool> ExistsAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenOnceAsync(DatabaseName, ct);
            return true;
        }
        catch (SqlException e) when (e.Number == SqlServerErrors.CannotOpenDatabase)
        {
            return false;
        }
    }

    private async Task CreateAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenOnceAsync("master", ct);
            foreach (var statement in CreateStatements())
            {
                await using var command = new SqlCommand(statement, connection) { CommandTimeout = 120 };
                await command.ExecuteNonQueryAsync(ct);
            }
        }
        catch (SqlException e) when (e.Number == SqlServerErrors.DatabaseExists)
        {
            // Another node was faster.
        }
        catch (SqlException e) when (e.Number is SqlServerErrors.CreateDatabaseDenied or SqlServerErrors.CannotOpenDatabase)
        {
            throw SqlServerRefusals.MayNotCreate(DatabaseName, Collation, e);
        }
    }

    private async Task CheckSettingsAsync(CancellationToken ct)
    {
        // The node that creates the database needs a moment between its two statements, and cuts connections with the second.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await OpenOnceAsync(DatabaseName, ct);
                await using var command = new SqlCommand(ReadSettings, connection);
                await using var reader = await command.ExecuteReaderAsync(ct);
                await reader.ReadAsync(ct);
                if (reader.GetByte(2) < CompatibilityLevel)
                    throw SqlServerRefusals.TooOld(DatabaseName, reader.GetByte(2), CompatibilityLevel);
                if (reader.GetString(1) != Collation)
                    throw SqlServerRefusals.OtherCollation(DatabaseName, reader.GetString(1), Collation);
                if (reader.GetBoolean(0))
                    return;
                if (attempt == 20)
                    throw SqlServerRefusals.NoSnapshot(DatabaseName);
            }
            catch (SqlException e) when (attempt < 20 && SqlServerErrors.IsUnavailable(e))
            {
            }
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, ct);
        }
    }

    private async Task<SqlConnection> OpenOnceAsync(string database, CancellationToken ct)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(ConnectionString) { InitialCatalog = database, Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
