using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Access;
using Yaosu.Platform.Background;
using Yaosu.Platform.Jobs;

namespace Yaosu.Tests.Platform.Jobs;

/// <summary>A job that does what the test says.</summary>
internal sealed class TestJob(TestJob.Script script) : IJobHandler<TestJob.Order>
{
    public static string Kind => "test.job";

    public Task RunAsync(JobContext<Order> job, CancellationToken ct)
    {
        script.Runs.Enqueue(job.Arguments.Name);
        return script.Do(job, ct);
    }

    public sealed record Order(string Name);

    public sealed record Place(int At);

    public sealed class Script(Func<JobContext<Order>, CancellationToken, Task> act)
    {
        public ConcurrentQueue<string> Runs { get; } = [];

        public Func<JobContext<Order>, CancellationToken, Task> Do { get; set; } = act;
    }
}

/// <summary>Who is known and what he may do, as the test says.</summary>
internal sealed class People(params Actor[] people) : IActorDirectory
{
    public ValueTask<Actor?> FindAsync(long orgId, long userId, CancellationToken ct = default) =>
        ValueTask.FromResult(people.FirstOrDefault(person => person.OrgId == orgId && person.UserId == userId));
}

internal static class TestJobs
{
    internal static Action<IServiceCollection> With(TestJob.Script script, params Actor[] people) => services =>
    {
        services.AddSingleton(script);
        services.AddSingleton<IActorDirectory>(new People(people));
        services.AddJob<TestJob>();
    };
}
