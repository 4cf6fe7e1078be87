using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Yaosu.Platform;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;

namespace Yaosu.Data.PostgreSql;

/// <summary>PostgreSQL, embedded or elsewhere.</summary>
public sealed class PostgreSqlEngine : IDatabaseEngine, IAsyncDisposable
{
    private const long MigrationLock = 0x79616F7375; // "yaosu"

    private readonly NpgsqlDataSource _source;

    public PostgreSqlEngine(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ContainsKey("Maximum Pool Size"))
            settings.MaxPoolSize = 60;
        settings.ApplicationName ??= "yaosu";
        settings.IncludeErrorDetail = false;
        _source = NpgsqlDataSource.Create(settings);
        ConnectionString = settings.ConnectionString;
    }

    public string Name => "PostgreSQL";

    internal string ConnectionString { get; }

    internal NpgsqlDataSource Source => _source;

    public void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(_source, npgsql => npgsql
        .MigrationsAssembly(typeof(PostgreSqlEngine).Assembly.GetName().Name)
        .MigrationsHistoryTable(HistoryRepository.DefaultTableName, PlatformModule.SchemaName)
        .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));

    public void MapModel(ModelBuilder model)
    {
        model.HasSequence<long>(KeySequence.Name, PlatformModule.SchemaName).IncrementsBy(KeySequence.Block);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var index in entity.GetIndexes().ToList())
                if (index.RemoveAnnotation(OwnedMapping.OnlyWhereAnnotation)?.Value is string flag)
                    index.SetFilter($"\"{flag}\"");
            foreach (var property in entity.GetProperties().ToList())
            {
                var mapped = model.Entity(entity.ClrType).Property(property.Name);
                if (property.Name == nameof(IOwnedByOrg.Id) && property.ClrType == typeof(long) && property.IsPrimaryKey())
                    mapped.UseHiLo(KeySequence.Name, PlatformModule.SchemaName);
                else if (property.IsPrimaryKey())
                    property.SetValueGenerationStrategy(Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.None);
                if (property.FindAnnotation(OwnedMapping.PinyinAnnotation) is not null)
                {
                    mapped.UseCollation("zh-x-icu");
                    property.RemoveAnnotation(OwnedMapping.PinyinAnnotation);
                }
            }
        }
    }

    public IEnumerable<string> AfterMigration(IModel model)
    {
        var appendOnly = model.GetEntityTypes().Where(entity => entity.FindAnnotation(AuditEntry.AppendOnly) is not null).ToList();
        if (appendOnly.Count == 0)
            yield break;
        yield return $"""
            CREATE OR REPLACE FUNCTION {PlatformModule.SchemaName}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
            """;
        foreach (var entity in appendOnly)
        {
            var table = $"\"{entity.GetSchema()}\".\"{entity.GetTableName()}\"";
            yield return $"CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {PlatformModule.SchemaName}.refuse_change()";
            yield return $"CREATE OR REPLACE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {PlatformModule.SchemaName}.refuse_change()";
        }
    }

    public async Task CreateDatabaseAsync(CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
        var name = settings.Database!;
        settings.Database = "postgres";
        settings.Pooling = false;
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(ct) is not null)
            return;
        try
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" ENCODING 'UTF8' TEMPLATE template0", connection);
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node was faster.
        }
    }

    public async Task<IAsyncDisposable> LockForMigrationAsync(CancellationToken ct)
    {
        var connection = await _source.OpenConnectionAsync(ct);
        try
        {
            // Asked for again and again instead of waited for: a waiting statement would hold back a concurrent index build for ever.
            await using var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({MigrationLock})", connection);
            while (await take.ExecuteScalarAsync(ct) is not true)
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
            return new MigrationLockHolder(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public bool IsUniqueViolation(Exception exception) => Find<PostgresException>(exception) is { SqlState: PostgresErrorCodes.UniqueViolation };

    public bool IsReferenceViolation(Exception exception) =>
        Find<PostgresException>(exception) is { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation };

    public bool IsUnavailable(Exception exception)
    {
        if (Find<PostgresException>(exception) is { } answer)
            return answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.DiskFull;
        return Find<NpgsqlException>(exception) is { } e && (e.InnerException is System.Net.Sockets.SocketException or IOException or TimeoutException || e.IsTransient);
    }

    public async Task InsertIfMissingAsync<T>(AppDb db, T row, CancellationToken ct)
        where T : class
    {
        var columns = BulkColumns<T>.Of(db);
        await using var command = new NpgsqlCommand(
            $"INSERT INTO {columns.Table} ({columns.Names}) VALUES ({string.Join(", ", columns.All.Select((_, i) => $"${i + 1}"))}) ON CONFLICT DO NOTHING");
        foreach (var column in columns.All)
            command.Parameters.Add(column.Parameter(db, row));
        await RunAsync(db, async connection =>
        {
            command.Connection = connection;
            return await command.ExecuteNonQueryAsync(ct);
        }, ct);
    }

    public async Task<IReadOnlyList<long>> TakeIdsAsync(AppDb db, int count, CancellationToken ct)
    {
        var ids = new long[count];
        await using var command = new NpgsqlCommand($"SELECT nextval('{PlatformModule.SchemaName}.\"{KeySequence.Name}\"') FROM generate_series(1, $1)");
        command.Parameters.Add(new() { Value = KeySequence.BlocksFor(count) });
        await RunAsync(db, async connection =>
        {
            command.Connection = connection;
            await using var reader = await command.ExecuteReaderAsync(ct);
            for (var taken = 0; await reader.ReadAsync(ct);)
                for (var (id, last) = (reader.GetInt64(0), Math.Min(count, taken + KeySequence.Block)); taken < last; taken++)
                    ids[taken] = id++;
            return 0;
        }, ct);
        return ids;
    }

    public Task<long> WriteBulkAsync<T>(AppDb db, IAsyncEnumerable<T> rows, CancellationToken ct)
        where T : class => RunAsync(db, connection => BulkColumns<T>.Of(db).CopyAsync(db, connection, rows, ct), ct);

    public ILiveTransport CreateLiveTransport() => new NotifyTransport(_source);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task<TResult> RunAsync<TResult>(AppDb db, Func<NpgsqlConnection, Task<TResult>> work, CancellationToken ct)
    {
#pragma warning disable RS0030 // The engine is where the raw connection is used.
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return await work((NpgsqlConnection)db.Database.GetDbConnection());
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
#pragma warning restore RS0030
    }

    private sealed class MigrationLockHolder(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                await using var release = new NpgsqlCommand($"SELECT pg_advisory_unlock({MigrationLock})", connection);
                await release.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }

    private static TException? Find<TException>(Exception? exception)
        where TException : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is TException found)
                return found;
        return null;
    }
}
