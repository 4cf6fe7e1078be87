using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Data;

/// <summary>What differs between PostgreSQL and SQL Server. Everything else of the product is written once.</summary>
public interface IDatabaseEngine
{
    /// <summary>For people and logs: PostgreSQL, SQL Server.</summary>
    string Name { get; }

    void Configure(DbContextOptionsBuilder options);

    /// <summary>Keys from sequences, collations, column types.</summary>
    void MapModel(ModelBuilder model);

    /// <summary>Statements that a migration can't express and that are safe to run after every migration: append-only triggers.</summary>
    IEnumerable<string> AfterMigration(IModel model);

    /// <summary>Creates the database with the settings the product relies on, when it does not exist.</summary>
    Task CreateDatabaseAsync(CancellationToken ct);

    /// <summary>Waits until no other host changes the schema; the lock goes with the returned connection, also when the process dies.</summary>
    Task<IAsyncDisposable> LockForMigrationAsync(CancellationToken ct);

    bool IsUniqueViolation(Exception exception);

    /// <summary>A row refers to what is missing, or is still referred to.</summary>
    bool IsReferenceViolation(Exception exception);

    /// <summary>The database can't be reached or is shutting down: worth a banner and another try, not a bug.</summary>
    bool IsUnavailable(Exception exception);

    /// <summary>Inserts a row unless its key is there; inside a transaction this neither fails it nor waits longer than the other writer's commit.</summary>
    Task InsertIfMissingAsync<T>(AppDb db, T row, CancellationToken ct)
        where T : class;

    /// <summary>Takes <paramref name="count"/> fresh ids in one round trip.</summary>
    Task<IReadOnlyList<long>> TakeIdsAsync(AppDb db, int count, CancellationToken ct);

    /// <summary>Writes rows by the engine's bulk protocol, inside the context's transaction if it has one. Ids and OrgId must be set; nothing is tracked or
    /// audited: the caller records what it did.</summary>
    Task<long> WriteBulkAsync<T>(AppDb db, IAsyncEnumerable<T> rows, CancellationToken ct)
        where T : class;

    /// <summary>Carries live topics between the nodes that share the database.</summary>
    ILiveTransport CreateLiveTransport();
}
