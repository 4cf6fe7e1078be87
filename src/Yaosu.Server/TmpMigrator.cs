// Delete this file together with the registration of TmpFeed when DatabaseMigrator and the notification feed land; ProductDatabase then uses SqlServerEngine.
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
#pragma warning disable
namespace Yaosu.Platform.Data;
public static class DatabaseMigrator
{
    public static async Task MigrateAsync(AppDbFactory databases, CancellationToken ct = default)
    {
        await databases.Engine.CreateDatabaseAsync(ct);
        await using var db = databases.OpenPlatform();
        var creator = (RelationalDatabaseCreator)db.GetService<IDatabaseCreator>();
        if (!await creator.HasTablesAsync(ct)) await creator.CreateTablesAsync(ct);
        foreach (var s in databases.Engine.AfterMigration(db.GetService<IDesignTimeModel>().Model)) await db.Database.ExecuteSqlRawAsync(s, ct);
    }
}
public sealed class TmpFeed : Yaosu.Platform.Notifications.INotificationFeed
{
    public ValueTask<int> UnreadAsync(Actor actor, CancellationToken ct = default) => ValueTask.FromResult(0);
    public ValueTask<IReadOnlyList<Yaosu.Platform.Notifications.NotificationItem>> LatestAsync(Actor actor, int count, CancellationToken ct = default) => ValueTask.FromResult<IReadOnlyList<Yaosu.Platform.Notifications.NotificationItem>>([]);
    public ValueTask MarkReadAsync(Actor actor, long id, CancellationToken ct = default) => default;
    public ValueTask MarkAllReadAsync(Actor actor, CancellationToken ct = default) => default;
    public IDisposable Subscribe(Actor actor, Action changed) => new MemoryStream();
}
