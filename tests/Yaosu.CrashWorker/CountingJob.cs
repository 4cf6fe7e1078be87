using Yaosu.Platform.Data;
using Yaosu.Platform.Jobs;

namespace Yaosu.CrashWorker;

/// <summary>Writes the numbers 1 to N, one a step; each step and its checkpoint are one transaction.</summary>
public sealed class CountingJob(AppDbFactory databases, TimeProvider time) : IJobHandler<CountingJob.Order>
{
    public static string Kind => "work.count";

    public sealed record Order(int Upto);

    public sealed record At(int Number);

    public async Task RunAsync(JobContext<Order> job, CancellationToken ct)
    {
        var start = job.Checkpoint<At>()?.Number ?? 0;
        Console.WriteLine($"from {start}");
        for (var number = start + 1; number <= job.Arguments.Upto; number++)
        {
            var step = number;
            await using var db = databases.Open(job.Actor);
            await db.InTransactionAsync(async () =>
            {
                db.Add(new Written { Number = step });
                await db.SaveChangesAsync(ct);
                await job.SaveCheckpointAsync(db, new At(step), ct);
            }, ct);
            job.Progress(step, job.Arguments.Upto);
            Console.WriteLine($"step {step}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, ct);
        }
    }
}
