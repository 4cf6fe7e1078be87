namespace Yaosu.Platform.Live;

/// <summary>Tells the other nodes that topics changed. May lose a signal; never delays a change.</summary>
public interface ILiveTransport : IAsyncDisposable
{
    Task SendAsync(IReadOnlyCollection<LiveTopic> topics, CancellationToken ct);

    /// <summary>Runs until cancelled, or throws when it can't hear any more; then it is called again. Calls <paramref name="hearing"/> as soon as nothing
    /// is missed from now on, and again whenever signals may have been missed, so that every screen asks again.</summary>
    Task ListenAsync(Action<LiveTopic> changed, Action hearing, CancellationToken ct);
}
