namespace Yaosu.Platform.Live;

/// <summary>Tells the other nodes that topics changed. May lose a signal; never delays a change.</summary>
public interface ILiveTransport : IAsyncDisposable
{
    Task SendAsync(IReadOnlyCollection<LiveTopic> topics, CancellationToken ct);

    /// <summary>Runs until cancelled. Calls <paramref name="lost"/> when signals may have been missed (a broken connection), so that every screen asks
    /// again.</summary>
    Task ListenAsync(Action<LiveTopic> changed, Action lost, CancellationToken ct);
}
