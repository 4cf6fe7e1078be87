namespace Yaosu.Platform.Notifications;

/// <summary>What the bell in the top bar shows: the actor's own notifications, newest first.</summary>
public interface INotificationFeed
{
    ValueTask<int> UnreadAsync(Actor actor, CancellationToken ct = default);

    ValueTask<IReadOnlyList<NotificationItem>> LatestAsync(Actor actor, int count, CancellationToken ct = default);

    ValueTask MarkReadAsync(Actor actor, long id, CancellationToken ct = default);

    ValueTask MarkAllReadAsync(Actor actor, CancellationToken ct = default);

    /// <summary>Calls back, on any thread, when the actor's notifications changed; dispose what is returned to stop.</summary>
    IDisposable Subscribe(Actor actor, Action changed);
}

/// <param name="Link">Where it leads within the console; null when there is nothing more to see.</param>
/// <param name="When">UTC.</param>
public sealed record NotificationItem(long Id, string Title, string Text, string? Link, DateTime When, bool IsRead);
