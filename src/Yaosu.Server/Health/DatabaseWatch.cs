using Yaosu.Platform.Data;
using Yaosu.Platform.Security;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Server.Health;

/// <summary>Looks at the database every two seconds and puts a banner over every open page while it is away.</summary>
internal sealed class DatabaseWatch(AppDbFactory databases, SystemNotices notices, TimeProvider time, ILogger<DatabaseWatch> log) : BackgroundService
{
    private const string Key = "database";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var wasAway = false;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var away = !await AnswersAsync(stoppingToken);
                if (away == wasAway)
                    continue;
                wasAway = away;
                if (away)
                    notices.Show(new(Key, NoticeLevel.Danger, "数据库暂时连不上，正在自动重试。已保存的数据不受影响，请稍后再操作。"));
                else
                    notices.Clear(Key);
                log.LogWarning("The database {State}", away ? "is away" : "is back");
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    /// <summary>A frozen server also holds up the cancelling of a query, so the answer is not waited for beyond our patience; the query ends by itself.</summary>
    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            return await AskAsync(ct).WaitAsync(Patience, time, ct);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<bool> AskAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await using var db = databases.OpenPlatform();
            await DataProtectionKeys.CountAsync(db, patience.Token);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
