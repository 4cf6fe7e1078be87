using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yaosu.Platform.Data;

/// <summary>Brings the database to the state that this build needs. Safe when several hosts start at once: the first migrates, the others wait.</summary>
public static class DatabaseMigrator
{
    public static async Task MigrateAsync(AppDbFactory databases, CancellationToken ct = default)
    {
        await databases.Engine.CreateDatabaseAsync(ct);
        await using var alone = await databases.Engine.LockForMigrationAsync(ct);
        await using var db = databases.OpenPlatform();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(4)); // An index on a large table takes its time; the default would cut it off half way.
        // Asked first: migrating would look into a table that isn't there yet and log the failure as an error.
        await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(ct);
        await db.Database.MigrateAsync(ct);
        foreach (var statement in databases.Engine.AfterMigration(ModelOf(db)))
#pragma warning disable RS0030 // The engine's own statements, free of anybody's input.
            await db.Database.ExecuteSqlRawAsync(statement, ct);
#pragma warning restore RS0030
    }

    public static async Task<bool> HasPendingAsync(AppDbFactory databases, CancellationToken ct = default)
    {
        await using var db = databases.OpenPlatform();
        return (await db.Database.GetPendingMigrationsAsync(ct)).Any();
    }

    /// <summary>The model with everything that scripts need; the one that queries use has dropped it.</summary>
    public static IModel ModelOf(AppDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.GetService<IDesignTimeModel>().Model;
    }
}
