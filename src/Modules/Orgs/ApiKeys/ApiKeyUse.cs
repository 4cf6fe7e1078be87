using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>How often and when last a key used a permission: what was never used can be taken away.</summary>
public sealed class ApiKeyUse : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public required long ApiKeyId { get; init; }

    /// <summary>Its code.</summary>
    public required string Permission { get; init; }

    public long Count { get; set; }

    public DateTime LastAt { get; set; }

    /// <summary>Where it came from the last time.</summary>
    public string? LastAddress { get; set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<ApiKeyUse>().ToTable("ApiKeyUses", OrgsModule.SchemaName);
        entity.Property(x => x.Permission).HasMaxLength(100);
        entity.Property(x => x.LastAddress).HasMaxLength(64);
        entity.BelongsTo<ApiKeyUse, ApiKey>(x => x.ApiKeyId);
        entity.HasIndex(x => new { x.OrgId, x.ApiKeyId, x.Permission }).IsUnique();
    }
}
