using Microsoft.EntityFrameworkCore;
using Yaosu.CrashWorker;
using Yaosu.Platform.Jobs;
using Yaosu.Tests.Platform.Background;

namespace Yaosu.Tests.Platform.Jobs;

public sealed class KilledWorkerTests : WorkTest
{
    [Fact]
    public async Task A_job_whose_process_is_killed_again_and_again_goes_on_in_the_next_and_does_each_step_once()
    {
        const int Steps = 100;
        await using var node = Database.CreateNode();
        long id;
        await using (var db = node.Open(1))
        {
            var job = db.Enqueue(CountingJob.Kind, "数到一百", new CountingJob.Order(Steps));
            await db.SaveChangesAsync();
            id = job.Id;
        }

        var startedFrom = new List<string?>();
        foreach (var killAt in new[] { 30, 60, 95 })
        {
            await using var worker = CrashWorkerProcess.Start("jobs", Database.Connection);
            startedFrom.Add(await worker.HearAsync("from "));
            (await worker.HearAsync($"step {killAt}")).Should().NotBeNull();
            await worker.KillAsync();
        }
        await using var last = CrashWorkerProcess.Start("jobs", Database.Connection);
        startedFrom.Add(await last.HearAsync("from "));
        await Eventually.IsTrueAsync(async () =>
        {
            await using var db = node.Open(1);
            return await db.Set<Job>().AnyAsync(x => x.Id == id && x.State == JobState.Done);
        });

        startedFrom[0].Should().Be("from 0");
        startedFrom.Should().OnlyHaveUniqueItems("each went on where the one before was killed");
        await using var look = node.Open(1);
        (await look.Set<Written>().OrderBy(x => x.Number).Select(x => x.Number).ToListAsync()).Should().Equal(Enumerable.Range(1, Steps));
        (await look.Set<Job>().SingleAsync(x => x.Id == id)).Tries.Should().Be(0);
    }
}
