using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Sms;

/// <summary>Waiting → Sending → Sent, or → Failed. What was Sending when its node died is never sent again: it may have arrived.</summary>
public enum SmsState
{
    [Label("待发送")]
    Waiting,

    [Label("发送中")]
    Sending,

    [Label("已发送")]
    Sent,

    [Label("发送失败")]
    Failed,
}

/// <summary>A message to a phone, saved with the change that it tells of. Shows the number masked; the whole one and the values are protected.</summary>
[Label("短信")]
public sealed class SmsMessage : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    /// <summary>Code of the <see cref="SmsKind"/>.</summary>
    public string Kind { get; internal init; } = "";

    public string MaskedNumber { get; internal init; } = "";

    [Secret]
    public string ProtectedNumber { get; internal init; } = "";

    /// <summary>What goes into the template: a code, a password. Null once it was sent or given up.</summary>
    [Secret]
    public string? ProtectedValues { get; private set; }

    /// <summary>What it said; kept by the local outbox alone, null otherwise: a code in the database is a code that somebody reads.</summary>
    [Secret]
    public string? Text { get; private set; }

    public SmsState State { get; private set; }

    public DateTime At { get; internal init; }

    /// <summary>Null until the provider accepted it.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>The provider's own name for it; null when it gave none.</summary>
    public string? Receipt { get; private set; }

    /// <summary>Why it was not sent; null unless it failed.</summary>
    public string? Error { get; private set; }

    internal static SmsMessage New(SmsKind kind, MobileNumber to, string protectedNumber, string protectedValues, DateTime now) => new()
    {
        Kind = kind.Code,
        MaskedNumber = to.Masked,
        ProtectedNumber = protectedNumber,
        ProtectedValues = protectedValues,
        At = now,
    };

    internal void Begin() => State = SmsState.Sending;

    /// <summary>Nothing has left the machine.</summary>
    internal void PutBack() => State = SmsState.Waiting;

    internal void Sent(SmsReceipt receipt, DateTime now) =>
        (State, SentAt, Receipt, Text, ProtectedValues) = (SmsState.Sent, now, StoredText.Cut(receipt.Id, 100), receipt.KeptText, null);

    internal void Fail(Refusal why) => (State, Error, ProtectedValues) = (SmsState.Failed, why.Text, null);

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<SmsMessage>().ToTable("SmsMessages", PlatformModule.SchemaName);
        entity.Property(x => x.Kind).HasMaxLength(80);
        entity.Property(x => x.MaskedNumber).HasMaxLength(20);
        entity.Property(x => x.ProtectedNumber).HasMaxLength(500);
        entity.Property(x => x.ProtectedValues!).LongText();
        entity.Property(x => x.Text).HasMaxLength(1000);
        entity.Property(x => x.Receipt).HasMaxLength(100);
        entity.Property(x => x.Error).HasMaxLength(500);
        // Two nodes may hold the same message for a moment: one of them begins.
        entity.Property(x => x.State).IsConcurrencyToken();
        entity.HasIndex(x => new { x.MaskedNumber, x.At });
        entity.HasIndex(x => x.At);
    }
}
