using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Packages;

/// <summary>That an enterprise has a package from one day until another.</summary>
[Label("服务包购买"), PlatformFact("A contract between an enterprise and the platform: written by operators, read by both.")]
public sealed class PackagePurchase : IAuditSubject, IVersioned
{
    public const int NoteLength = 200;

    public long Id { get; init; }

    public int Version { get; private set; }

    public required long OrgId { get; init; }

    public required long PackageId { get; init; }

    /// <summary>As the package was called when it was bought.</summary>
    [Label("服务包")]
    public required string PackageName { get; init; }

    [Label("开始日期")]
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    [Label("结束日期")]
    public required DateOnly Until { get; set; }

    [Label("备注")]
    public string? Note { get; set; }

    [Label("办理人")]
    public required string GrantedBy { get; init; }

    public required DateTime GrantedAt { get; init; }

    /// <summary>The nearest warning that was sent before the end, in days; null while none was.</summary>
    public int? WarnedDays { get; set; }

    string IAuditSubject.AuditName => PackageName;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<PackagePurchase>().ToTable("PackagePurchases", OrgsModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.Property(x => x.PackageName).HasMaxLength(ServicePackage.NameLength);
        entity.Property(x => x.Note).HasMaxLength(NoteLength);
        entity.Property(x => x.GrantedBy).HasMaxLength(80);
        entity.HasOne<Org>().WithMany().HasForeignKey(x => x.OrgId).OnDelete(DeleteBehavior.Restrict);
        entity.HasOne<ServicePackage>().WithMany().HasForeignKey(x => x.PackageId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(x => new { x.OrgId, x.PackageId });
        entity.HasIndex(x => x.Until);
    }
}
