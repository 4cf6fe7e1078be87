using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>What a program shows. Two may live at a time, so that one can be changed for the other without a pause. Only the hash is kept.</summary>
public sealed class ApiSecret : IOwnedByOrg
{
    public const int MostLive = 2;
    private const string Prefix = "ys_";

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public required long ApiKeyId { get; init; }

    /// <summary>The last four characters, by which people tell them apart.</summary>
    public required string Ending { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? RevokedAt { get; set; }

    public bool IsLive(DateTime now) => RevokedAt is null && ExpiresAt > now;

    internal static string NewText() => Prefix + RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 44);

    internal static bool LooksLikeOne(string text) => text.Length == Prefix.Length + 44 && text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The text is as random as a hash, so a fast hash is enough.</summary>
    internal static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<ApiSecret>().ToTable("ApiSecrets", OrgsModule.SchemaName);
        entity.Property(x => x.Ending).HasMaxLength(4);
        entity.BelongsTo<ApiSecret, ApiKey>(x => x.ApiKeyId);
    }
}

/// <summary>Whose secret it is.</summary>
[PlatformFact("A secret must be found before the enterprise is known.")]
internal sealed class ApiSecretOwner
{
    /// <summary>Hex SHA-256 of the secret.</summary>
    public required string Hash { get; init; }

    public required long OrgId { get; init; }

    public required long SecretId { get; init; }

    /// <summary>Here too, so that those that end soon are found over all enterprises.</summary>
    public required DateTime ExpiresAt { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<ApiSecretOwner>().ToTable("ApiSecretOwners", OrgsModule.SchemaName);
        entity.HasKey(x => x.Hash);
        entity.Property(x => x.Hash).HasMaxLength(64);
        entity.HasIndex(x => x.ExpiresAt);
    }
}
