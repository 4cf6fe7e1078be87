using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Outbox;

/// <summary>Something to tell the world outside, saved with the change that it tells of. Waiting until it is sent (<see cref="SentAt"/>) or given up
/// (<see cref="DeadAt"/>); a person may send what was given up again.</summary>
[Label("对外消息")]
public sealed class OutboxMessage : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    /// <summary>The receiver may see a message twice; by this he knows it.</summary>
    public Guid MessageId { get; internal init; }

    /// <summary>Given by the database at the insert. Changes of one aggregate wait for each other's commit, so among its messages this is the order of the
    /// changes, whichever nodes made them; ids and clocks of different nodes are not.</summary>
    public long Sequence { get; private set; }

    /// <summary>Names the handler; stable, <c>module.event</c>.</summary>
    public string Topic { get; internal init; } = "";

    /// <summary>Messages with the same key arrive in order; a receiver of its own is part of the key.</summary>
    public string AggregateKey { get; internal init; } = "";

    public string PayloadJson { get; internal init; } = "";

    public DateTime CreatedAt { get; internal init; }

    /// <summary>Tries that failed.</summary>
    public int Tries { get; private set; }

    /// <summary>When a node may send it: the next try while it waits, the end of the lease while it is being sent; null once it was sent or given up.</summary>
    public DateTime? DueAt { get; private set; }

    /// <summary>Who is sending it, under a name that is never used twice; null while nobody is.</summary>
    public string? LeaseOwner { get; private set; }

    /// <summary>The last try is made at this time.</summary>
    public DateTime GiveUpAt { get; private set; }

    /// <summary>Null until the receiver has accepted it.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>When it was given up; null if it wasn't.</summary>
    public DateTime? DeadAt { get; private set; }

    /// <summary>Why the last try failed; null when none did.</summary>
    public string? LastError { get; private set; }

    internal static OutboxMessage New(string topic, string aggregateKey, string payloadJson, DateTime now) => new()
    {
        MessageId = Guid.NewGuid(),
        Topic = topic,
        AggregateKey = aggregateKey,
        PayloadJson = payloadJson,
        CreatedAt = now,
        DueAt = now,
        GiveUpAt = now + OutboxOptions.GiveUpAfter,
    };

    /// <summary>At once, and for as long as a new message. It keeps its place: what waits behind it waits for it again.</summary>
    internal Outcome Redeliver(DateTime now)
    {
        if (SentAt is not null)
            return OutboxRefusals.AlreadySent;
        if (LeaseOwner is not null && DueAt > now)
            return OutboxRefusals.BeingSent;
        (Tries, DueAt, GiveUpAt, DeadAt) = (0, now, now + OutboxOptions.GiveUpAfter, null);
        return Outcome.Done;
    }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<OutboxMessage>().ToTable("OutboxMessages", PlatformModule.SchemaName);
        entity.Property(x => x.Sequence).ValueGeneratedOnAdd();
        entity.Property(x => x.Topic).HasMaxLength(80);
        entity.Property(x => x.AggregateKey).HasMaxLength(120);
        entity.Property(x => x.PayloadJson).LongText();
        entity.Property(x => x.LastError).HasMaxLength(1000);
        // A person's click and a node's write may meet: whoever is second sees it.
        entity.Property(x => x.LeaseOwner).IsConcurrencyToken();
        entity.Property(x => x.SentAt).IsConcurrencyToken();
        entity.HasIndex(x => new { x.OrgId, x.AggregateKey, x.DueAt, x.Sequence });
        entity.HasIndex(x => new { x.DueAt, x.OrgId });
        entity.HasIndex(x => x.SentAt);
        entity.HasIndex(x => x.DeadAt);
    }
}
