using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Notifications;

/// <summary>Everyone may read and tick off his own, and nobody else's.</summary>
internal sealed class NotificationFeed(AppDbFactory databases, ILiveTopics live) : INotificationFeed
{
    public async ValueTask<int> UnreadAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        return await Own(db).CountAsync(x => x.ReadAt == null, ct);
    }

    public async ValueTask<IReadOnlyList<NotificationItem>> LatestAsync(Actor actor, int count, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        return await Own(db)
            .OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id)
            .Take(Math.Clamp(count, 0, 100))
            .Select(x => new NotificationItem(x.Id, x.Title, x.Text, x.Link, x.CreatedAt, x.ReadAt != null))
            .ToListAsync(ct);
    }

    public async ValueTask MarkReadAsync(Actor actor, long id, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        await MarkAsync(db, Own(db).Where(x => x.Id == id), ct);
    }

    public async ValueTask MarkAllReadAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        await MarkAsync(db, Own(db), ct);
    }

    public IDisposable Subscribe(Actor actor, Action changed) => live.Subscribe(new(actor.OrgId, NotifyExtension.TopicOf(actor.UserId)), changed);

    private static IQueryable<Notification> Own(AppDb db)
    {
        var me = db.Actor.UserId;
        return db.Set<Notification>().Where(x => x.UserId == me);
    }

    private async Task MarkAsync(AppDb db, IQueryable<Notification> which, CancellationToken ct)
    {
        var now = databases.Time.UtcNow();
        // The person's other tabs show the number too.
        if (await which.Where(x => x.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.ReadAt, now), ct) > 0)
            live.Changed(new(db.OrgId, NotifyExtension.TopicOf(db.Actor.UserId)));
    }
}
