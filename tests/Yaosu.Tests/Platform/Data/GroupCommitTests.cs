using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Yaosu.CrashWorker;
using Yaosu.Platform.Data;
using Yaosu.Tests.Platform.Background;

namespace Yaosu.Tests.Platform.Data;

public sealed class GroupCommitTests : WorkTest
{
    private static int s_number = 1_000_000;

    [Fact]
    public async Task What_is_acknowledged_is_stored_and_many_writes_share_a_commit()
    {
        await using var node = Database.CreateNode();
        var commits = 0;
        await using var writer = new GroupCommit<Written>(node.Databases, async (db, rows, ct) =>
        {
            await EndlessWriter.WriteAsync(db, rows, ct);
            Interlocked.Increment(ref commits);
        }, new(), NullLogger.Instance);
        var first = Numbers(1000);

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i =>
        {
            await writer.WriteAsync(i % 2 + 1, new() { Number = first + i });
            if (i % 100 == 0)
                (await StoredAsync(node, i % 2 + 1, first + i)).Should().BeTrue();
        }));

        (await CountAsync(node, first, 1000)).Should().Be(1000);
        commits.Should().BeLessThan(500);
    }

    [Fact]
    public async Task One_bad_item_fails_alone()
    {
        await using var node = Database.CreateNode();
        var gate = new TaskCompletionSource();
        await using var writer = new GroupCommit<Written>(node.Databases, async (db, rows, ct) =>
        {
            await gate.Task;
            await EndlessWriter.WriteAsync(db, rows, ct);
        }, new(), NullLogger.Instance);
        var first = Numbers(100);
        var duplicate = writer.WriteAsync(1, new() { Number = first });
        var writes = Enumerable.Range(0, 100).Select(i => writer.WriteAsync(1, new() { Number = first + i })).ToList();
        gate.SetResult();

        // The first of the twins is stored; the number is unique.
        await duplicate;
        foreach (var write in writes.Skip(1))
            await write;
        await writes[0].Awaiting(write => write).Should().ThrowAsync<Exception>();
        (await CountAsync(node, first, 100)).Should().Be(100);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_or_holds_up_and_loses_nothing()
    {
        await using var node = Database.CreateNode();
        var gate = new TaskCompletionSource();
        await using var writer = new GroupCommit<Written>(node.Databases, async (db, rows, ct) =>
        {
            await gate.Task;
            await EndlessWriter.WriteAsync(db, rows, ct);
        }, new() { Capacity = 10, MostPerCommit = 5 }, NullLogger.Instance);
        var first = Numbers(100);
        var tried = Enumerable.Range(0, 50).Select(i => writer.TryWriteAsync(1, new() { Number = first + i })).ToList();
        await Eventually.IsTrueAsync(() => tried.Any(t => t.IsCompleted));
        var heldUp = Enumerable.Range(50, 50).Select(i => writer.WriteAsync(1, new() { Number = first + i })).ToList();
        gate.SetResult();

        await Task.WhenAll(heldUp);
        var outcomes = await Task.WhenAll(tried);
        outcomes.Where(outcome => !outcome.IsDone).Should().NotBeEmpty().And.OnlyContain(outcome => outcome.Refusal == DataRefusals.Busy);
        (await CountAsync(node, first, 100)).Should().Be(50 + outcomes.Count(outcome => outcome.IsDone));
    }

    [Fact]
    public async Task What_was_accepted_is_stored_before_the_end()
    {
        await using var node = Database.CreateNode();
        var writer = new GroupCommit<Written>(node.Databases, EndlessWriter.WriteAsync, new(), NullLogger.Instance);
        var first = Numbers(500);
        var writes = Enumerable.Range(0, 500).Select(i => writer.TryWriteAsync(1, new() { Number = first + i })).ToList();

        await writer.DisposeAsync();

        (await Task.WhenAll(writes)).Should().OnlyContain(outcome => outcome.IsDone);
        (await CountAsync(node, first, 500)).Should().Be(500);
        (await writer.TryWriteAsync(1, new() { Number = Numbers(1) })).Refusal.Should().Be(DataRefusals.Busy);
    }

    [Fact]
    public async Task Every_acknowledged_write_is_there_after_the_process_was_killed_twenty_times()
    {
        await using var node = Database.CreateNode();
        var acknowledged = new List<int>();
        for (var round = 0; round < 20; round++)
        {
            var first = Numbers(1_000_000);
            await using var worker = CrashWorkerProcess.Start("writes", Database.Connection, $"{first}");
            for (var killAfter = Random.Shared.Next(1, 3000); killAfter > 0; killAfter--)
                acknowledged.Add(int.Parse((await worker.HearAsync(""))!, CultureInfo.InvariantCulture));
            var said = await worker.KillAsync();
            // The last line may have been cut in the middle; then it is no number of this round.
            acknowledged.AddRange(said.Select(line => int.TryParse(line, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number > first));
        }

        var stored = new HashSet<int>();
        foreach (var org in new long[] { 1, 2 })
        {
            await using var db = node.Open(org);
            stored.UnionWith(await db.Set<Written>().Select(x => x.Number).ToListAsync());
        }
        acknowledged.Should().HaveCountGreaterThan(20);
        acknowledged.Where(number => !stored.Contains(number)).Should().BeEmpty();
    }

    private static int Numbers(int count) => Interlocked.Add(ref s_number, count) - count;

    private static async Task<bool> StoredAsync(Node node, long org, int number)
    {
        await using var db = node.Open(org);
        return await db.Set<Written>().AnyAsync(x => x.Number == number);
    }

    private static async Task<int> CountAsync(Node node, int first, int count)
    {
        var stored = 0;
        foreach (var org in new long[] { 1, 2 })
        {
            await using var db = node.Open(org);
            stored += await db.Set<Written>().CountAsync(x => x.Number >= first && x.Number < first + count);
        }
        return stored;
    }
}
