using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>A named set of rights that an enterprise gives to its people.</summary>
[Label("角色")]
public sealed class Role : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int NameLength = 40;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    [Label("角色名称")]
    public required string Name { get; set; }

    /// <summary>Codes of the rights; one that no module declares any more gives nothing.</summary>
    [Label("权限")]
    public required List<string> Permissions { get; set; }

    [Label("数据范围")]
    public DataScope DataScope { get; set; }

    string IAuditSubject.AuditName => Name;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Role>().ToTable("Roles", OrgsModule.SchemaName);
        entity.Property(x => x.Name).HasMaxLength(NameLength).SortedByPinyin();
        entity.Property(x => x.Permissions).StoredAsLines();
        entity.HasIndex(x => new { x.OrgId, x.Name }).IsUnique();
    }
}
