using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Carries from the port that saw a certificate to the console's own address who it was. Opens it once, within a minute, in the browser that asked.</summary>
[PlatformFact("Whoever presents a certificate belongs to no enterprise before he is in.")]
internal sealed class CertificateHandOver
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    /// <summary>Hex SHA-256 of the code in the address.</summary>
    public required string CodeHash { get; init; }

    /// <summary>Hex SHA-256 of what the browser keeps in a cookie.</summary>
    public required string BrowserHash { get; init; }

    public required long OrgId { get; init; }

    public required long UserId { get; init; }

    public required long CertificateId { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>Null until somebody showed its code, in whichever browser.</summary>
    public DateTime? UsedAt { get; set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<CertificateHandOver>().ToTable("CertificateHandOvers", OrgsModule.SchemaName);
        entity.HasKey(x => x.CodeHash);
        entity.Property(x => x.CodeHash).HasMaxLength(64);
        entity.Property(x => x.BrowserHash).HasMaxLength(64);
        entity.HasIndex(x => x.ExpiresAt);
    }
}
