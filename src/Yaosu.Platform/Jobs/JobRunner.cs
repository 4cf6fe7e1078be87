using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Access;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Jobs;

/// <summary>Takes jobs and runs them on this node.</summary>
internal sealed class JobRunner(
    AppDbFactory databases, ILiveTopics live, JobKinds kinds, IServiceScopeFactory scopes, IOptions<JobOptions> options, ILogger<JobRunner> log)
    : PolledService(options.Value.Poll, databases.Time, log)
{
    private const string Why = "Jobs of all enterprises share the runners.";

    private readonly JobOptions _options = options.Value;
    private readonly FairShare _fair = new();
    private readonly ConcurrentDictionary<JobRun, TaskCompletionSource> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.Concurrency == 0 || kinds.Names.Length == 0)
            return;
        using var waiting = live.Subscribe(JobTopics.Waiting, WakeUp.Wake);
        await base.ExecuteAsync(stoppingToken);
        await LetGoAsync();
    }

    protected override async Task<bool> RoundAsync(CancellationToken ct)
    {
        var places = _options.Concurrency - _running.Count;
        if (places <= 0)
            return false;
        await using var db = databases.OpenPlatform();
        var now = Time.UtcNow();
        var loads = await db.Set<Job>().OfAllOrgs(Why)
            .Where(x => x.DueAt != null && kinds.Names.Contains(x.Kind))
            .GroupBy(x => x.OrgId)
            .Select(x => new { OrgId = x.Key, Ready = x.Count(j => j.DueAt <= now), Running = x.Count(j => j.State == JobState.Running && j.DueAt > now), Since = x.Min(j => j.DueAt) })
            .Where(x => x.Ready > 0)
            .ToListAsync(ct);
        return await _fair.TakeAsync([.. loads.Select(x => new OrgLoad(x.OrgId, x.Running, x.Since))], places, (orgId, most) => TakeOfAsync(orgId, most, now, ct)) > 0;
    }

    /// <returns>How many were there to take; another node may have been faster with some.</returns>
    private async Task<int> TakeOfAsync(long orgId, int most, DateTime now, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(orgId));
        var ready = await db.Set<Job>().AsNoTracking()
            .Where(x => x.DueAt <= now && kinds.Names.Contains(x.Kind))
            .OrderBy(x => x.DueAt).ThenBy(x => x.Id)
            .Take(most)
            .ToListAsync(ct);
        foreach (var job in ready)
            await TakeAsync(db, job, now, ct);
        return ready.Count;
    }

    private async Task TakeAsync(AppDb db, Job job, DateTime now, CancellationToken ct)
    {
        var crashes = job.State == JobState.Running ? job.Crashes + 1 : job.Crashes;
        if (crashes >= _options.MaxTries)
        {
            await BuryAsync(db, job, crashes, now, ct);
            return;
        }
        var owner = LeaseKeeper.NewOwner();
        var due = now + _options.Lease;
        // The end of the lease lies ahead for everyone after the first, so of many nodes one wins.
        var won = await db.Set<Job>().Where(x => x.Id == job.Id && x.State == job.State && x.DueAt <= now).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.State, JobState.Running)
            .SetProperty(x => x.LeaseOwner, owner)
            .SetProperty(x => x.DueAt, due)
            .SetProperty(x => x.Crashes, crashes)
            .SetProperty(x => x.StartedAt, x => x.StartedAt ?? now), CancellationToken.None);
        if (won == 0)
            return;
        // Read again: the last holder may have written between our look and our taking.
        var taken = await db.Set<Job>().AsNoTracking().SingleAsync(x => x.Id == job.Id, CancellationToken.None);
        Log.LogDebug("Job {JobId} of {OrgId} taken, {Kind}", job.Id, job.OrgId, job.Kind);
        var run = new JobRun(taken, owner, databases, live, _options);
        _running[run] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Tell();
        _ = Task.Run(() => RunAsync(run, kinds[taken.Kind], taken.CreatedById, ct), CancellationToken.None);
    }

    /// <summary>A job that takes its node down with it each time must not go on doing so.</summary>
    private async Task BuryAsync(AppDb db, Job job, int crashes, DateTime now, CancellationToken ct)
    {
        var error = JobRefusals.KeepsCrashing(crashes);
        await db.Set<Job>().Where(x => x.Id == job.Id && x.State == JobState.Running && x.DueAt <= now).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.State, JobState.Failed)
            .SetProperty(x => x.LeaseOwner, (string?)null)
            .SetProperty(x => x.DueAt, (DateTime?)null)
            .SetProperty(x => x.FinishedAt, now)
            .SetProperty(x => x.Crashes, crashes)
            .SetProperty(x => x.Error, error), ct);
        Log.LogError("Job {JobId} of {OrgId} took its node down {Crashes} times in a row and is not tried again", job.Id, job.OrgId, crashes);
        live.Changed(new(job.OrgId, JobTopics.All));
        live.Changed(new(job.OrgId, JobTopics.Of(job.Id)));
    }

    private async Task RunAsync(JobRun run, JobKind kind, long askerId, CancellationToken stopping)
    {
        using var activity = new Activity($"job {kind.Name}").Start();
        try
        {
            var keeper = new LeaseKeeper(run.RenewAsync, _options.Lease, _options.RenewEvery, Time, Log, stopping);
            await using (keeper)
            {
                run.Keeper = keeper;
                using var stop = live.Subscribe(JobTopics.Stop(run.OrgId, run.JobId), keeper.RenewSoon);
                await RunAsync(run, kind, askerId, keeper, activity.TraceId.ToHexString(), stopping);
            }
        }
        catch (Exception e)
        {
            // The outcome couldn't be written; when the lease ends, the job goes on from its checkpoint.
            Log.LogWarning(e, "The outcome of job {JobId} of {OrgId} couldn't be written", run.JobId, run.OrgId);
        }
        finally
        {
            if (_running.TryRemove(run, out var over))
                over.SetResult();
            WakeUp.Wake();
        }
    }

    private async Task RunAsync(JobRun run, JobKind kind, long askerId, LeaseKeeper keeper, string traceId, CancellationToken stopping)
    {
        bool ours;
        try
        {
            await using (var scope = scopes.CreateAsyncScope())
            {
                var actor = askerId == 0
                    ? Actor.System(run.OrgId)
                    : await scope.ServiceProvider.GetRequiredService<IActorDirectory>().FindAsync(run.OrgId, askerId, keeper.Token);
                if (actor is null)
                    throw new JobRefusedException(JobRefusals.AskerGone);
                await kind.RunAsync(scope.ServiceProvider, run, actor, keeper.Token);
            }
            ours = await run.FinishAsync(CancellationToken.None);
        }
        catch (Exception e) when (keeper.IsLost)
        {
            Log.LogInformation("Job {JobId} of {OrgId} was taken away: {Reason}", run.JobId, run.OrgId, e.Message);
            return;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            ours = await run.ReleaseAsync(CancellationToken.None);
        }
        catch (JobRefusedException e)
        {
            ours = await run.RefuseAsync(e.Refusal, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.LogError(e, "Job {JobId} of {OrgId} failed", run.JobId, run.OrgId);
            ours = await run.FailAsync(traceId, CancellationToken.None);
        }
        if (!ours)
            Log.LogInformation("Job {JobId} of {OrgId} was taken away before its outcome was written", run.JobId, run.OrgId);
    }

    /// <summary>Jobs were told to stop; those that don't listen lose their lease all the same, so that another node can go on at once.</summary>
    private async Task LetGoAsync()
    {
        try
        {
            await Task.WhenAll(_running.Values.Select(over => over.Task)).WaitAsync(_options.StopWithin, Time);
        }
        catch (TimeoutException)
        {
            foreach (var run in _running.Keys)
            {
                Log.LogWarning("Job {JobId} of {OrgId} did not stop when told to", run.JobId, run.OrgId);
                await run.ReleaseAsync(CancellationToken.None);
            }
        }
    }
}
