using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ExternalAccounts;

/// <summary>An account at an identity provider that signs a person in: bound to one person on the whole platform, and one of each provider to a person.</summary>
[PlatformFact("It is unique over all enterprises and must be found before the enterprise is known.")]
internal sealed class ExternalAccount
{
    public const int NameLength = 100;

    public required string Provider { get; init; }

    /// <summary>Hashed: a provider's names may differ in case alone, which a database may not tell apart.</summary>
    public required string SubjectHash { get; init; }

    public required long OrgId { get; init; }

    public required long UserId { get; init; }

    /// <summary>As the provider showed it when it was bound.</summary>
    public required string Name { get; set; }

    public required DateTime BoundAt { get; init; }

    internal static string HashOf(string subject) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(subject)));

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<ExternalAccount>().ToTable("ExternalAccounts", OrgsModule.SchemaName);
        entity.HasKey(x => new { x.Provider, x.SubjectHash });
        entity.Property(x => x.Provider).HasMaxLength(30);
        entity.Property(x => x.SubjectHash).HasMaxLength(64);
        entity.Property(x => x.Name).HasMaxLength(NameLength);
        entity.HasIndex(x => new { x.OrgId, x.UserId, x.Provider }).IsUnique();
    }
}
