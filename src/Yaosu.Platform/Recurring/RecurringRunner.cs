using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Recurring;

/// <summary>Runs one piece of recurring work whenever it is due and no other node does it.</summary>
internal sealed class RecurringRunner(
    string name, TimeSpan interval, Func<IServiceProvider, IRecurringWork> make, AppDbFactory databases, IServiceScopeFactory scopes, ILogger log)
    : PolledService(interval < LongestPoll ? interval : LongestPoll, databases.Time, log)
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AgainAfterFailure = TimeSpan.FromMinutes(5);

    private bool _exists;

    protected override async Task<bool> RoundAsync(CancellationToken ct)
    {
        await using var db = databases.OpenPlatform();
        var now = Time.UtcNow();
        if (!_exists)
            await db.Engine.InsertIfMissingAsync(db, new RecurringRun { Name = name, DueAt = now }, ct);
        _exists = true;

        var owner = LeaseKeeper.NewOwner();
        var due = now + Lease;
        var won = await db.Set<RecurringRun>().Where(x => x.Name == name && x.DueAt <= now).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.LeaseOwner, owner).SetProperty(x => x.DueAt, due), CancellationToken.None);
        if (won == 0)
            return false;

        var keeper = new LeaseKeeper(token => RenewAsync(owner, token), Lease, Lease / 3, Time, Log, ct);
        await using (keeper)
        {
            string? error = null;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await make(scope.ServiceProvider).RunAsync(keeper.Token);
            }
            catch (Exception) when (keeper.IsLost)
            {
                return false;
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                await EndAsync(owner, Time.UtcNow(), null, finished: false);
                throw;
            }
            catch (Exception e)
            {
                Log.LogError(e, "Recurring work {Name} failed", name);
                error = StoredText.Cut(e.Message, 1000);
            }
            await EndAsync(owner, Time.UtcNow() + (error is null || interval < AgainAfterFailure ? interval : AgainAfterFailure), error, finished: true);
        }
        return false;
    }

    private async Task<bool> RenewAsync(string owner, CancellationToken ct)
    {
        var due = Time.UtcNow() + Lease;
        await using var db = databases.OpenPlatform();
        return await Ours(db, owner).ExecuteUpdateAsync(set => set.SetProperty(x => x.DueAt, due), ct) == 1;
    }

    private async Task EndAsync(string owner, DateTime due, string? error, bool finished)
    {
        var now = Time.UtcNow();
        await using var db = databases.OpenPlatform();
        await Ours(db, owner).ExecuteUpdateAsync(set =>
        {
            set.SetProperty(x => x.DueAt, due).SetProperty(x => x.LeaseOwner, (string?)null);
            if (finished)
                set.SetProperty(x => x.FinishedAt, now).SetProperty(x => x.LastError, error);
        });
    }

    private IQueryable<RecurringRun> Ours(AppDb db, string owner) => db.Set<RecurringRun>().Where(x => x.Name == name && x.LeaseOwner == owner);
}
