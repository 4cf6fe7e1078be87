namespace Yaosu.Platform.Live;

/// <summary>Refreshes screens: says only that something changed; the page asks again.</summary>
public interface ILiveTopics
{
    /// <summary>Calls back on any thread, on every node, coalesced; until disposed.</summary>
    IDisposable Subscribe(LiveTopic topic, Action changed);

    void Changed(LiveTopic topic);
}
