using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Onboarding;

/// <summary>Draft → Waiting → Approved, or → Rejected → Waiting again.</summary>
public enum JoinState
{
    [Label("未提交")]
    Draft,

    [Label("待审核")]
    Waiting,

    [Label("未通过")]
    Rejected,

    [Label("已通过")]
    Approved,
}

/// <summary>入驻申请: an enterprise that wants to be on the platform. There is no enterprise yet that it could belong to.</summary>
[Label("入驻申请"), PlatformFact("The enterprise does not exist yet; seen by whoever holds its phone and by the platform's operators.")]
public sealed class JoinApplication : IAuditSubject, IVersioned
{
    public const int TextLength = 100;
    public const int ReasonLength = 200;

    public long Id { get; init; }

    public int Version { get; private set; }

    [Label("企业类型")]
    public required OrgKind Kind { get; set; }

    [Label("统一社会信用代码")]
    public string CreditCode { get; set; } = "";

    [Label("企业名称")]
    public string Name { get; set; } = "";

    [Label("地址")]
    public string Address { get; set; } = "";

    [Label("法定代表人")]
    public string LegalPerson { get; set; } = "";

    [Label("联系人")]
    public string ContactName { get; set; } = "";

    /// <summary>Confirmed by a code; whoever holds this phone holds the application.</summary>
    [Label("联系人手机号")]
    public required string Mobile { get; init; }

    /// <summary>Of the main account to come.</summary>
    [Label("登录账号")]
    public string SignInName { get; set; } = "";

    [Label("状态")]
    public JoinState State { get; set; }

    [Label("未通过原因")]
    public string? RejectedWhy { get; set; }

    public DateTime CreatedAt { get; init; }

    /// <summary>Null while it was never handed in.</summary>
    [Label("提交时间")]
    public DateTime? SubmittedAt { get; set; }

    [Label("审核时间")]
    public DateTime? ReviewedAt { get; set; }

    [Label("审核人")]
    public string? ReviewedBy { get; set; }

    /// <summary>The chain that handed it in; null for those who apply themselves.</summary>
    public long? HeadquartersId { get; init; }

    /// <summary>What came of it; null until it was approved.</summary>
    public long? OrgId { get; set; }

    string IAuditSubject.AuditName => Name;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<JoinApplication>().ToTable("JoinApplications", OrgsModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.Property(x => x.CreditCode).HasMaxLength(18);
        entity.Property(x => x.Name).HasMaxLength(TextLength).SortedByPinyin();
        entity.Property(x => x.Address).HasMaxLength(TextLength);
        entity.Property(x => x.LegalPerson).HasMaxLength(40);
        entity.Property(x => x.ContactName).HasMaxLength(40);
        entity.Property(x => x.Mobile).HasMaxLength(20);
        entity.Property(x => x.SignInName).HasMaxLength(SignInNames.Length);
        entity.Property(x => x.RejectedWhy).HasMaxLength(ReasonLength);
        entity.Property(x => x.ReviewedBy).HasMaxLength(80);
        entity.HasOne<Org>().WithMany().HasForeignKey(x => x.HeadquartersId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(x => x.Mobile);
        entity.HasIndex(x => new { x.State, x.SubmittedAt });
        entity.HasIndex(x => x.CreditCode);
    }
}

/// <summary>A paper that proves what an enterprise may do, with the file that shows it.</summary>
[Label("入驻资质"), PlatformFact("Part of an application, before there is an enterprise.")]
public sealed class JoinQualification
{
    public const int NumberLength = 60;

    public long Id { get; init; }

    public required long ApplicationId { get; init; }

    public required QualificationKind Kind { get; init; }

    public required string Number { get; set; }

    /// <summary>The last day; null for papers without an end.</summary>
    public required DateOnly? ExpiresOn { get; set; }

    /// <summary>Kept with the platform's own files until there is an enterprise.</summary>
    public required long FileId { get; set; }

    public required string FileName { get; set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<JoinQualification>().ToTable("JoinQualifications", OrgsModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.Property(x => x.Number).HasMaxLength(NumberLength);
        entity.HasOne<JoinApplication>().WithMany().HasForeignKey(x => x.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(x => new { x.ApplicationId, x.Kind }).IsUnique();
    }
}
