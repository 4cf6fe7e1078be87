using Yaosu.Platform.Background;

namespace Yaosu.Platform.Outbox;

/// <summary>Sends the messages of one topic. Made anew for each message, in a scope of its own.</summary>
public interface IOutboxHandler
{
    /// <summary>Stands in stored rows: never changed once released.</summary>
    static abstract string Topic { get; }

    /// <summary>Returns when the receiver has accepted the message; throws when he hasn't, with a sentence for people. The same message may be sent again
    /// after it was accepted, so its <see cref="OutboxDelivery.MessageId"/> goes along.</summary>
    Task SendAsync(OutboxDelivery message, CancellationToken ct);
}

/// <summary>A message on its way out.</summary>
/// <param name="Sequence">Rises within the aggregate; with it a receiver can tell an old message from a new one.</param>
/// <param name="Try">1 for the first.</param>
public sealed record OutboxDelivery(long OrgId, Guid MessageId, string Topic, string AggregateKey, long Sequence, string PayloadJson, DateTime CreatedAt, int Try)
{
    public T Payload<T>() => StoredJson.Read<T>(PayloadJson);
}
