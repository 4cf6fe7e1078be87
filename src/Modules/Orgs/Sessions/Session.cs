using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Sessions;

/// <summary>One sign-in on one device. The cookie holds a random key; the table holds its hash, so a copy of the table opens nothing.</summary>
[PlatformFact("A cookie names its session before the enterprise is known.")]
internal sealed class Session
{
    /// <summary>Hex SHA-256 of the cookie's key.</summary>
    public required string KeyHash { get; init; }

    public required long OrgId { get; init; }

    public required long UserId { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>Moved forward at most once a minute.</summary>
    public DateTime SeenAt { get; set; }

    /// <summary>Null while it lives: ended by sign-out or by an administrator.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>An administrator looks through the eyes of this role; null otherwise.</summary>
    public long? ViewAsRoleId { get; set; }

    /// <summary>Null while anybody with the cookie may go on; set by the lock screen until the password is given.</summary>
    public DateTime? LockedAt { get; set; }

    /// <summary>Null for sessions from before it was kept.</summary>
    public SignInMethod? Method { get; init; }

    public string? Address { get; init; }

    public string? Device { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Session>().ToTable("Sessions", OrgsModule.SchemaName);
        entity.HasKey(x => x.KeyHash);
        entity.Property(x => x.KeyHash).HasMaxLength(64);
        entity.Property(x => x.Address).HasMaxLength(64);
        entity.HasIndex(x => new { x.OrgId, x.UserId });
        entity.HasIndex(x => x.SeenAt);
    }
}
