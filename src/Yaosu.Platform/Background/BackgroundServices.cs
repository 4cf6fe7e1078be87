using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Data;
using Yaosu.Platform.Hosting;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Background;

public static class BackgroundServices
{
    private static readonly MethodInfo KindOf = typeof(JobKind).GetMethod(nameof(JobKind.Of), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Live topics, jobs, outbox and recurring work. Needs an <see cref="IDatabaseEngine"/> and an <see cref="AppDbFactory"/>.</summary>
    public static IServiceCollection AddYaosuBackground(this IServiceCollection services)
    {
        services.AddSingleton(provider => new LiveTopics(
            provider.GetRequiredService<IDatabaseEngine>().CreateLiveTransport(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LiveTopics>>()));
        services.AddSingleton<ILiveTopics>(provider => provider.GetRequiredService<LiveTopics>());
        services.AddHostedService<LiveTopicsService>();

        services.AddChecked<JobOptions>("Jobs");
        services.AddSingleton<JobKinds>();
        services.AddSingleton<CancelJob>();
        services.AddSingleton<RetryJob>();
        services.AddHostedService<JobRunner>();
        return services;
    }

    /// <summary>Teaches this node a kind of job.</summary>
    public static IServiceCollection AddJob<THandler>(this IServiceCollection services)
        where THandler : class, IJobHandler
    {
        var arguments = typeof(THandler).GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IJobHandler<>)).GenericTypeArguments[0];
        return services.AddSingleton((JobKind)KindOf.MakeGenericMethod(typeof(THandler), arguments).Invoke(null, null)!);
    }
}
