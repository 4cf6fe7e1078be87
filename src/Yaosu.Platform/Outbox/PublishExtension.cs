using Yaosu.Platform.Background;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Outbox;

public static class PublishExtension
{
    /// <summary>Sends a message after the commit, or never. Messages with the same key keep the order of the changes they tell of, if the changed row is saved
    /// in the same transaction.</summary>
    /// <param name="aggregateKey">What the message is about, <c>recall:42</c>.</param>
    public static OutboxMessage Publish<TPayload>(this AppDb db, string topic, string aggregateKey, TPayload payload)
    {
        var message = OutboxMessage.New(topic, aggregateKey, StoredJson.Write(payload), db.Time.UtcNow());
        db.Add(message);
        db.Touch(OutboxTopics.All);
        db.Touch(OutboxTopics.Waiting);
        return message;
    }
}
