using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yaosu.Platform.Data;
using Yaosu.Platform.Security;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Health;

/// <summary>The database answers a query of ours, so it is reachable and migrated.</summary>
internal sealed class DatabaseReady(AppDbFactory databases, TimeProvider time) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private (DateTimeOffset At, HealthCheckResult Result)? _last;

    /// <summary>Anybody may ask, as often as he likes; the database is asked at most once a second.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || time.GetUtcNow() - last.At > GoodFor)
                _last = last = (time.GetUtcNow(), await AnswerAsync(cancellationToken));
            return last.Result;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<HealthCheckResult> AnswerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"数据库（{databases.Engine.Name}）{Patience.TotalSeconds:0} 秒内没有应答。");
        }
    }

    private async Task<HealthCheckResult> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = databases.OpenPlatform();
            await DataProtectionKeys.CountAsync(db, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"数据库（{databases.Engine.Name}）无法访问：{e.GetBaseException().GetType().Name}");
        }
    }
}

internal sealed class DiskReady(IConfiguration settings, IHostEnvironment environment) : IHealthCheck
{
    private const double LeastFree = 0.01;
    private const long LeastFreeBytes = 256L * 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var folder = DataFolder.Of(settings, environment);
        Directory.CreateDirectory(folder);
        var drive = new DriveInfo(folder);
        return Task.FromResult(drive.AvailableFreeSpace < LeastFreeBytes || drive.AvailableFreeSpace < drive.TotalSize * LeastFree
            ? HealthCheckResult.Unhealthy($"数据目录所在磁盘只剩 {drive.AvailableFreeSpace / (1024 * 1024)} MB，请清理或扩容。")
            : HealthCheckResult.Healthy());
    }
}

/// <summary>A host that is going down takes no new visitors.</summary>
internal sealed class NotStopping(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("本节点正在停止。") : HealthCheckResult.Healthy());
}
