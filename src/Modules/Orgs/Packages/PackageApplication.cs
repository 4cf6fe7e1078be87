using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Packages;

public enum PackageApplicationState
{
    [Label("待处理")]
    Waiting,

    [Label("已开通")]
    Granted,

    [Label("未通过")]
    Declined,
}

/// <summary>An enterprise asks the operators for a package.</summary>
[Label("服务包申请"), PlatformFact("Written by an enterprise, answered by the platform's operators.")]
public sealed class PackageApplication : IAuditSubject, IVersioned
{
    public const int TextLength = 200;

    public long Id { get; init; }

    public int Version { get; private set; }

    public required long OrgId { get; init; }

    public required long PackageId { get; init; }

    [Label("服务包")]
    public required string PackageName { get; init; }

    [Label("说明")]
    public string? Note { get; init; }

    public required long AskedById { get; init; }

    [Label("申请人")]
    public required string AskedBy { get; init; }

    public required DateTime AskedAt { get; init; }

    [Label("处理结果")]
    public PackageApplicationState State { get; set; }

    [Label("答复")]
    public string? Answer { get; set; }

    string IAuditSubject.AuditName => PackageName;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<PackageApplication>().ToTable("PackageApplications", OrgsModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.Property(x => x.PackageName).HasMaxLength(ServicePackage.NameLength);
        entity.Property(x => x.Note).HasMaxLength(TextLength);
        entity.Property(x => x.Answer).HasMaxLength(TextLength);
        entity.Property(x => x.AskedBy).HasMaxLength(80);
        entity.HasOne<Org>().WithMany().HasForeignKey(x => x.OrgId).OnDelete(DeleteBehavior.Restrict);
        entity.HasOne<ServicePackage>().WithMany().HasForeignKey(x => x.PackageId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(x => new { x.OrgId, x.State });
        entity.HasIndex(x => x.State);
    }
}
