using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Yaosu.Platform.Background;

/// <summary>A worker that looks for something to do when woken, and now and then without being woken, because a wake-up may be lost.</summary>
internal abstract class PolledService(TimeSpan poll, TimeProvider time, ILogger log) : BackgroundService
{
    private bool _failing;

    protected WakeUp WakeUp { get; } = new();

    protected TimeProvider Time => time;

    protected ILogger Log => log;

    /// <returns>Whether there may be more to do at once.</returns>
    protected abstract Task<bool> RoundAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var more = await RoundAsync(stoppingToken);
                if (_failing)
                    log.LogInformation("{Service} works again", GetType().Name);
                _failing = false;
                if (more)
                    continue;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Said once: while the database is away this would repeat every second.
                if (!_failing)
                    log.LogWarning(e, "{Service} can't work at the moment and keeps trying", GetType().Name);
                _failing = true;
            }
            try
            {
                await WakeUp.WaitAsync(poll, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
