using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Papers;

/// <summary>Waiting → Approved, or → Rejected → Waiting again with another file. An approved one stays as it is; a renewed one stands beside it.</summary>
public enum QualificationState
{
    [Label("待审核")]
    Waiting,

    [Label("未通过")]
    Rejected,

    [Label("已通过")]
    Approved,
}

/// <summary>企业资质: a paper that proves what a running enterprise is and may do, with the file that shows it.</summary>
[Label("企业资质"), PlatformFact("Handed in by an enterprise, reviewed by the platform's operators, read by both.")]
public sealed class Qualification : IAuditSubject, IVersioned
{
    public const int ReasonLength = 200;

    public long Id { get; init; }

    public int Version { get; private set; }

    public required long OrgId { get; init; }

    [Label("资质")]
    public required QualificationKind Kind { get; init; }

    [Label("证号")]
    public required string Number { get; set; }

    /// <summary>The last day; null for papers without an end.</summary>
    [Label("有效期至")]
    public required DateOnly? ExpiresOn { get; set; }

    /// <summary>With the enterprise's own files.</summary>
    public required long FileId { get; set; }

    [Label("文件")]
    public required string FileName { get; set; }

    [Label("状态")]
    public required QualificationState State { get; set; }

    [Label("未通过原因")]
    public string? RejectedWhy { get; set; }

    /// <summary>0 when it came with the application to join.</summary>
    public required long SubmittedById { get; set; }

    [Label("提交人")]
    public required string SubmittedBy { get; set; }

    public required DateTime SubmittedAt { get; set; }

    /// <summary>Null until somebody looked at it, as the time is.</summary>
    [Label("审核人")]
    public string? ReviewedBy { get; set; }

    public DateTime? ReviewedAt { get; set; }

    /// <summary>The nearest warning that was sent before the end, in days; null while none was.</summary>
    public int? WarnedDays { get; set; }

    string IAuditSubject.AuditName => Yaosu.Platform.Ui.Kit.Labels.Of(Kind);

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Qualification>().ToTable("Qualifications", OrgsModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.Property(x => x.Number).HasMaxLength(JoinQualification.NumberLength);
        entity.Property(x => x.RejectedWhy).HasMaxLength(ReasonLength);
        entity.Property(x => x.SubmittedBy).HasMaxLength(80);
        entity.Property(x => x.ReviewedBy).HasMaxLength(80);
        entity.HasOne<Org>().WithMany().HasForeignKey(x => x.OrgId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(x => new { x.OrgId, x.Kind });
        entity.HasIndex(x => x.State);
        entity.HasIndex(x => x.ExpiresOn);
    }
}
