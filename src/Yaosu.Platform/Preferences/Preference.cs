using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Preferences;

/// <summary>One thing remembered for one person.</summary>
[Label("个人偏好")]
internal sealed class Preference : IOwnedByOrg
{
    public const int KeyLength = 100;

    /// <summary>Which columns, how wide: what needs more room is not a preference.</summary>
    public const int JsonLength = 8_000;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public long UserId { get; internal init; }

    public string Key { get; internal init; } = "";

    public string Json { get; internal init; } = "";

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Preference>().ToTable("Preferences", PlatformModule.SchemaName);
        entity.Property(x => x.Key).HasMaxLength(KeyLength);
        entity.Property(x => x.Json).LongText();
        entity.HasIndex(x => new { x.OrgId, x.UserId, x.Key }).IsUnique();
    }
}
