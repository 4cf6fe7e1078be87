using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Data;
using Yaosu.Platform.Hosting;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;
using Yaosu.Platform.Outbox;
using Yaosu.Platform.Recurring;

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

        services.AddChecked<OutboxOptions>("Outbox");
        services.AddSingleton<OutboxHandlers>();
        services.AddSingleton<RedeliverMessage>();
        services.AddHostedService<OutboxDispatcher>();

        services.AddRecurring<CleanUp>("platform.clean-up", TimeSpan.FromDays(1));
        return services;
    }

    /// <summary>Teaches this node a kind of job.</summary>
    public static IServiceCollection AddJob<THandler>(this IServiceCollection services)
        where THandler : class, IJobHandler
    {
        var arguments = typeof(THandler).GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IJobHandler<>)).GenericTypeArguments[0];
        return services.AddSingleton((JobKind)KindOf.MakeGenericMethod(typeof(THandler), arguments).Invoke(null, null)!);
    }

    /// <summary>Teaches this node to send the messages of a topic.</summary>
    public static IServiceCollection AddOutboxHandler<THandler>(this IServiceCollection services)
        where THandler : class, IOutboxHandler => services.AddSingleton(OutboxRoute.Of<THandler>());

    /// <summary>Has something done every so often, by one node at a time.</summary>
    /// <param name="name">Stands in a stored row: never changed once released.</param>
    public static IServiceCollection AddRecurring<TWork>(this IServiceCollection services, string name, TimeSpan interval)
        where TWork : class, IRecurringWork => services.AddSingleton<IHostedService>(provider => new RecurringRunner(
            name, interval, ActivatorUtilities.GetServiceOrCreateInstance<TWork>,
            provider.GetRequiredService<AppDbFactory>(), provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<ILogger<RecurringRunner>>()));
}
