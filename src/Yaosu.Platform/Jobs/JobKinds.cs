using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Background;

namespace Yaosu.Platform.Jobs;

/// <summary>A kind of job and how to run it.</summary>
internal sealed record JobKind(string Name, Func<IServiceProvider, JobRun, Actor, CancellationToken, Task> RunAsync)
{
    internal static JobKind Of<THandler, TArguments>()
        where THandler : class, IJobHandler<TArguments> => new(THandler.Kind, (services, run, actor, ct) =>
            ActivatorUtilities.GetServiceOrCreateInstance<THandler>(services).RunAsync(new(run, actor, StoredJson.Read<TArguments>(run.ArgumentsJson)), ct));
}

/// <summary>The kinds that this node knows. A node that is a version behind leaves jobs of new kinds to the others.</summary>
internal sealed class JobKinds
{
    private readonly Dictionary<string, JobKind> _byName = new(StringComparer.Ordinal);

    public JobKinds(IEnumerable<JobKind> kinds)
    {
        foreach (var kind in kinds)
            if (!_byName.TryAdd(kind.Name, kind))
                throw new InvalidOperationException($"Two handlers are registered for jobs of kind '{kind.Name}'.");
        Names = [.. _byName.Keys];
    }

    internal string[] Names { get; }

    internal JobKind this[string name] => _byName[name];
}
