using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>A unit of an enterprise (所属机构); units form a tree.</summary>
[Label("部门")]
public sealed class Department : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int NameLength = 40;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    /// <summary>Null for a unit right below the enterprise.</summary>
    [Label("上级部门")]
    public long? ParentId { get; set; }

    [Label("部门名称")]
    public required string Name { get; set; }

    /// <summary>Place among its brothers and sisters.</summary>
    [Label("排序")]
    public int Order { get; set; }

    string IAuditSubject.AuditName => Name;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Department>().ToTable("Departments", OrgsModule.SchemaName);
        entity.Property(x => x.Name).HasMaxLength(NameLength).SortedByPinyin();
        entity.BelongsTo<Department, Department>(x => x.ParentId);
        entity.HasIndex(x => new { x.OrgId, x.ParentId, x.Name }).IsUnique();
    }
}
