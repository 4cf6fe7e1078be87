using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Notifications;

/// <summary>Something that one person should hear of. Goes away by itself after <see cref="KeepDays"/>.</summary>
[Label("通知")]
public sealed class Notification : IOwnedByOrg
{
    public const int KeepDays = 90;

    internal const int TitleLength = 100;
    internal const int TextLength = 500;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    /// <summary>Whom it is for.</summary>
    public long UserId { get; internal init; }

    public string Title { get; internal init; } = "";

    public string Text { get; internal init; } = "";

    /// <summary>Where it leads within the console; null when there is nothing more to see.</summary>
    public string? Link { get; internal init; }

    public DateTime CreatedAt { get; internal init; }

    /// <summary>Null while unread.</summary>
    public DateTime? ReadAt { get; private set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Notification>().ToTable("Notifications", PlatformModule.SchemaName);
        entity.Property(x => x.Title).HasMaxLength(TitleLength);
        entity.Property(x => x.Text).HasMaxLength(TextLength);
        entity.Property(x => x.Link).HasMaxLength(500);
        entity.HasIndex(x => new { x.OrgId, x.UserId, x.CreatedAt });
        entity.HasIndex(x => new { x.OrgId, x.UserId, x.ReadAt });
        entity.HasIndex(x => x.CreatedAt);
    }
}
