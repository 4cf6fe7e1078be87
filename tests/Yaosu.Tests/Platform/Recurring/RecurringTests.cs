using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.CrashWorker;
using Yaosu.Platform.Background;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Outbox;
using Yaosu.Platform.Recurring;
using Yaosu.Tests.Platform.Background;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Recurring;

public sealed class RecurringTests : WorkTest
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Of_two_nodes_one_does_the_work_each_time_it_is_due()
    {
        var time = new ManualTime();
        var runs = new ConcurrentQueue<DateTimeOffset>();
        await using var first = await StartAsync("test.twice", runs, time);
        await using var second = await StartAsync("test.twice", runs, time);

        await TimePassesAsync(first, "test.twice", time, () => runs.Count == 4);

        var pauses = runs.Zip(runs.Skip(1), (a, b) => b - a);
        pauses.Should().OnlyContain(pause => pause >= Interval);
    }

    [Fact]
    public async Task Work_that_fails_is_tried_again_soon_and_the_failure_is_kept()
    {
        var time = new ManualTime();
        var runs = new ConcurrentQueue<DateTimeOffset>();
        await using var node = await StartAsync("test.failing", runs, time, fails: count => count == 1);

        await Eventually.IsTrueAsync(() => runs.Count == 1, time);
        await Eventually.GetAsync(() => ReadAsync(node, "test.failing"), run => run?.LastError == "not today", time);
        await TimePassesAsync(node, "test.failing", time, () => runs.Count == 2);

        (runs.Last() - runs.First()).Should().BeLessThan(TimeSpan.FromMinutes(7)).And.BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5));
        await Eventually.GetAsync(() => ReadAsync(node, "test.failing"), run => run!.LastError is null && run.LeaseOwner is null, time);
    }

    [Fact]
    public async Task Work_whose_node_died_is_done_by_another_when_the_lease_ends()
    {
        var (itsTime, time) = (new ManualTime(), new ManualTime());
        var (asleep, runs) = (new ConcurrentQueue<DateTimeOffset>(), new ConcurrentQueue<DateTimeOffset>());
        var never = new TaskCompletionSource();
        await using var dead = await StartAsync("test.orphaned", asleep, itsTime, wait: never.Task);
        await Eventually.IsTrueAsync(() => asleep.Count == 1);

        await using var node = await StartAsync("test.orphaned", runs, time);
        await Eventually.IsTrueAsync(() => runs.Count == 1, time, TimeSpan.FromSeconds(5));
        never.SetResult();
    }

    [Fact]
    public async Task What_has_been_over_for_long_is_deleted_and_nothing_else()
    {
        var time = new ManualTime();
        await using var node = Database.CreateNode(null, time);
        var old = time.GetUtcNow().UtcDateTime.AddDays(-100);
        foreach (var org in new long[] { 1, 2 })
        {
            await using var db = node.Open(org);
            for (var i = 0; i < 700; i++)
            {
                db.Enqueue("test.none", $"{i}", i);
                db.Publish("test.none", $"{i}", i);
            }
            await db.SaveChangesAsync();
            await db.Set<Job>().Where(x => x.Title != "0" && x.Title != "1").ExecuteUpdateAsync(set => set.SetProperty(x => x.State, JobState.Done).SetProperty(x => x.FinishedAt, old));
            await db.Set<Job>().Where(x => x.Title == "1").ExecuteUpdateAsync(set => set.SetProperty(x => x.State, JobState.Failed).SetProperty(x => x.FinishedAt, old.AddDays(50)));
            await db.Set<OutboxMessage>().Where(x => x.AggregateKey != "0" && x.AggregateKey != "1").ExecuteUpdateAsync(set => set.SetProperty(x => x.SentAt, old).SetProperty(x => x.DueAt, (DateTime?)null));
            await db.Set<OutboxMessage>().Where(x => x.AggregateKey == "1").ExecuteUpdateAsync(set => set.SetProperty(x => x.DeadAt, old).SetProperty(x => x.DueAt, (DateTime?)null));
        }

        await ActivatorUtilities.CreateInstance<CleanUp>(node.Get<IServiceProvider>()).RunAsync(CancellationToken.None);

        foreach (var org in new long[] { 1, 2 })
        {
            await using var db = node.Open(org);
            (await db.Set<Job>().Select(x => x.Title).ToListAsync()).Should().BeEquivalentTo("0", "1");
            (await db.Set<OutboxMessage>().Select(x => x.AggregateKey).ToListAsync()).Should().BeEquivalentTo("0");
        }
    }

    private Task<Node> StartAsync(string name, ConcurrentQueue<DateTimeOffset> runs, ManualTime time, Func<int, bool>? fails = null, Task? wait = null) =>
        Database.StartNodeAsync(services => services
            .AddSingleton(new Chore.Log(runs, time, fails ?? (_ => false), wait ?? Task.CompletedTask))
            .AddRecurring<Chore>(name, Interval), time);

    /// <summary>Moves the clock while nobody works: a lease of half a minute would else end before a slow machine has written one line.</summary>
    private static Task TimePassesAsync(Node node, string name, ManualTime time, Func<bool> until) => Eventually.IsTrueAsync(async () =>
    {
        if (until())
            return true;
        if (await ReadAsync(node, name) is not { LeaseOwner: not null })
            time.Advance(TimeSpan.FromSeconds(5));
        return false;
    });

    private static async Task<RecurringRun?> ReadAsync(Node node, string name)
    {
        await using var db = node.Databases.OpenPlatform();
        return await db.Set<RecurringRun>().AsNoTracking().SingleOrDefaultAsync(x => x.Name == name);
    }

    private sealed class Chore(Chore.Log log) : IRecurringWork
    {
        public async Task RunAsync(CancellationToken ct)
        {
            log.Runs.Enqueue(log.Time.GetUtcNow());
            await log.Wait;
            if (log.Fails(log.Runs.Count))
                throw new InvalidOperationException("not today");
        }

        public sealed record Log(ConcurrentQueue<DateTimeOffset> Runs, ManualTime Time, Func<int, bool> Fails, Task Wait);
    }
}
