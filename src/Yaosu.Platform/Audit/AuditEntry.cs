using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Audit;

/// <summary>One line of an enterprise's audit log. Written once, in the transaction of the change, and never again: both engines refuse UPDATE and DELETE.
/// Each line carries the hash of the line before it, so a changed or missing one is found.</summary>
[Label("审计日志")]
public sealed class AuditEntry : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    /// <summary>1, 2, 3 … within the enterprise, without gaps.</summary>
    public long Sequence { get; internal init; }

    public DateTime At { get; internal init; }

    public ActorKind ActorKind { get; internal init; }

    public long ActorId { get; internal init; }

    public string ActorName { get; internal init; } = "";

    public string Action { get; internal init; } = "";

    public string ObjectType { get; internal init; } = "";

    public long ObjectId { get; internal init; }

    public string ObjectName { get; internal init; } = "";

    /// <summary>What a person should read beside the fields; null when they say it all.</summary>
    public string? Note { get; internal init; }

    /// <summary>JSON list of <see cref="FieldChange"/>; null when no field changed.</summary>
    public string? Changes { get; internal init; }

    /// <summary>Where the request came from; null for the system.</summary>
    public string? Address { get; internal init; }

    /// <summary>Finds the log lines of the same request; null outside one.</summary>
    public string? TraceId { get; internal init; }

    public byte[] PreviousHash { get; internal init; } = [];

    public byte[] Hash { get; internal init; } = [];

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<AuditEntry>().ToTable("AuditEntries", PlatformModule.SchemaName);
        entity.Property(x => x.Action).HasMaxLength(80);
        entity.Property(x => x.ObjectType).HasMaxLength(60);
        entity.Property(x => x.Note!).HasMaxLength(1000);
        entity.Property(x => x.Changes!).LongText();
        entity.Property(x => x.Address).HasMaxLength(64);
        entity.Property(x => x.TraceId).HasMaxLength(32);
        entity.Property(x => x.PreviousHash).HasMaxLength(32);
        entity.Property(x => x.Hash).HasMaxLength(32);
        entity.HasIndex(x => new { x.OrgId, x.Sequence }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.At });
        entity.HasIndex(x => new { x.OrgId, x.ObjectType, x.ObjectId });
        entity.HasIndex(x => new { x.OrgId, x.ActorId });
        entity.HasAnnotation(AppendOnly, true);

        var head = model.Entity<AuditHead>().ToTable("AuditHeads", PlatformModule.SchemaName);
        head.Property(x => x.Hash).HasMaxLength(32);
    }

    /// <summary>Tables with this annotation get triggers that refuse UPDATE, DELETE and TRUNCATE.</summary>
    public const string AppendOnly = "Yaosu:AppendOnly";
}

/// <summary>A field before and after; null where there was nothing.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>The end of an enterprise's chain. Its row lock puts concurrent writers of one enterprise in order.</summary>
internal sealed class AuditHead : IOwnedByOrg
{
    public const long OnlyId = 1;

    public long OrgId { get; private set; }

    public long Id { get; internal set; }

    public long Sequence { get; internal set; }

    public byte[] Hash { get; internal set; } = new byte[32];
}
