// Delete this file together with the registration of TmpFeed when the notification feed lands.
#pragma warning disable
namespace Yaosu.Platform.Data;
public sealed class TmpFeed : Yaosu.Platform.Notifications.INotificationFeed
{
    public ValueTask<int> UnreadAsync(Actor actor, CancellationToken ct = default) => ValueTask.FromResult(0);
    public ValueTask<IReadOnlyList<Yaosu.Platform.Notifications.NotificationItem>> LatestAsync(Actor actor, int count, CancellationToken ct = default) => ValueTask.FromResult<IReadOnlyList<Yaosu.Platform.Notifications.NotificationItem>>([]);
    public ValueTask MarkReadAsync(Actor actor, long id, CancellationToken ct = default) => default;
    public ValueTask MarkAllReadAsync(Actor actor, CancellationToken ct = default) => default;
    public IDisposable Subscribe(Actor actor, Action changed) => new MemoryStream();
}
