using Microsoft.Extensions.Hosting;

namespace Yaosu.Platform.Live;

/// <summary>Keeps this node's ear on the others for as long as it runs.</summary>
internal sealed class LiveTopicsService(LiveTopics live) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(live.ListenAsync(stoppingToken), live.StandInAsync(stoppingToken));
}
