using Microsoft.Extensions.DependencyInjection;

namespace Yaosu.Platform.Outbox;

/// <summary>A topic and how its messages are sent.</summary>
internal sealed record OutboxRoute(string Topic, Func<IServiceProvider, OutboxDelivery, CancellationToken, Task> SendAsync)
{
    internal static OutboxRoute Of<THandler>()
        where THandler : class, IOutboxHandler => new(THandler.Topic, (services, message, ct) =>
            ActivatorUtilities.GetServiceOrCreateInstance<THandler>(services).SendAsync(message, ct));
}

/// <summary>The topics that this node knows. A node that is a version behind leaves new ones to the others.</summary>
internal sealed class OutboxHandlers
{
    private readonly Dictionary<string, OutboxRoute> _byTopic = new(StringComparer.Ordinal);

    public OutboxHandlers(IEnumerable<OutboxRoute> routes)
    {
        foreach (var route in routes)
            if (!_byTopic.TryAdd(route.Topic, route))
                throw new InvalidOperationException($"Two handlers are registered for messages of topic '{route.Topic}'.");
        Topics = [.. _byTopic.Keys];
    }

    internal string[] Topics { get; }

    internal OutboxRoute this[string topic] => _byTopic[topic];
}
