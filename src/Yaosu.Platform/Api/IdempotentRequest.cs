using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Api;

/// <summary>A request that changes something, by the value its sender gave it, so that sending it again changes nothing and brings the same answer.</summary>
internal sealed class IdempotentRequest : IOwnedByOrg
{
    public const int KeyLength = 100;
    public const int KeepDays = 7;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    /// <summary>Whose value it is: two keys may use the same.</summary>
    public required long ActorId { get; init; }

    public required string Key { get; init; }

    /// <summary>Of address and content, hex SHA-256.</summary>
    public required string RequestHash { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Null while nobody knows the outcome.</summary>
    public int? Status { get; set; }

    public string? AnswerJson { get; set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<IdempotentRequest>().ToTable("IdempotentRequests", PlatformModule.SchemaName);
        entity.Property(x => x.Key).HasMaxLength(KeyLength);
        entity.Property(x => x.RequestHash).HasMaxLength(64);
        entity.Property(x => x.AnswerJson!).LongText();
        entity.HasIndex(x => new { x.OrgId, x.ActorId, x.Key }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.CreatedAt });
    }
}
