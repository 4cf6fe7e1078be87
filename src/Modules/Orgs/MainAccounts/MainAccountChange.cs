using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.MainAccounts;

public enum MainAccountChangeKind
{
    /// <summary>From within: the main account gives its place to a colleague.</summary>
    [Label("转让主账号")]
    Transfer,

    /// <summary>From outside: the same account, for somebody who can't sign in to it any more.</summary>
    [Label("找回原账号")]
    Recovery,

    /// <summary>From outside: a new account takes the place of the old one.</summary>
    [Label("更换管理员")]
    Replacement,
}

/// <summary>A transfer is Offered → Waiting once the receiver has accepted; an application from outside begins as Waiting. Waiting → Done or Rejected by an operator.
/// Until then those concerned may end it: Withdrawn. Lapsed: nobody did, in time, or another change was quicker.</summary>
public enum MainAccountChangeState
{
    [Label("待接收")]
    Offered,

    [Label("待平台确认")]
    Waiting,

    [Label("已完成")]
    Done,

    [Label("未通过")]
    Rejected,

    [Label("已撤回")]
    Withdrawn,

    [Label("已失效")]
    Lapsed,
}

/// <summary>That the main account of an enterprise is to be somebody else's, asked for from within or from outside, decided by the platform's operators.</summary>
[Label("主账号变更"), PlatformFact("Asked for by people of an enterprise, or by somebody who can't sign in to it; decided by the platform's operators.")]
public sealed class MainAccountChange : IAuditSubject, IVersioned
{
    public const int ReasonLength = 200;
    public static readonly TimeSpan TransferLasts = TimeSpan.FromDays(7);

    public long Id { get; init; }

    public int Version { get; private set; }

    [Label("方式")]
    public required MainAccountChangeKind Kind { get; init; }

    /// <summary>Null when no enterprise has the code: whoever asks from outside isn't told.</summary>
    public required long? OrgId { get; init; }

    [Label("统一社会信用代码")]
    public required string CreditCode { get; init; }

    [Label("状态")]
    public required MainAccountChangeState State { get; set; }

    /// <summary>Who gives the place away; null for applications from outside.</summary>
    public long? FromId { get; init; }

    /// <summary>Who is to have it; null for applications from outside.</summary>
    public long? ToId { get; init; }

    [Label("接收人")]
    public required string ToName { get; init; }

    /// <summary>Of whoever applies from outside, confirmed by a code; null for a transfer.</summary>
    [Label("手机号")]
    public string? Mobile { get; init; }

    /// <summary>Of the account that takes the place; null unless it is a new one.</summary>
    [Label("登录账号")]
    public string? SignInName { get; init; }

    /// <summary>授权书, with the platform's own files; null for a transfer, as the licence is.</summary>
    public long? LetterFileId { get; init; }

    public string? LetterFileName { get; init; }

    public long? LicenceFileId { get; init; }

    public string? LicenceFileName { get; init; }

    [Label("申请时间")]
    public required DateTime CreatedAt { get; init; }

    /// <summary>Null for applications from outside, and until the receiver has agreed.</summary>
    [Label("接收时间")]
    public DateTime? AcceptedAt { get; set; }

    /// <summary>Null for applications from outside, which wait for an operator however long it takes.</summary>
    public DateTime? LapsesAt { get; init; }

    /// <summary>Null while the main account lets it go on.</summary>
    [Label("异议时间")]
    public DateTime? ObjectedAt { get; set; }

    [Label("异议说明")]
    public string? ObjectedWhy { get; set; }

    [Label("未通过原因")]
    public string? RejectedWhy { get; set; }

    [Label("审核人")]
    public string? ReviewedBy { get; set; }

    [Label("审核时间")]
    public DateTime? ReviewedAt { get; set; }

    string IAuditSubject.AuditName => $"{Labels.Of(Kind)}：{ToName}";

    public bool IsOpen(DateTime now) => State is MainAccountChangeState.Offered or MainAccountChangeState.Waiting && !(LapsesAt <= now);

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<MainAccountChange>().ToTable("MainAccountChanges", OrgsModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.Property(x => x.CreditCode).HasMaxLength(18);
        entity.Property(x => x.ToName).HasMaxLength(User.NameLength);
        entity.Property(x => x.Mobile).HasMaxLength(MobileNumber.Length);
        entity.Property(x => x.SignInName).HasMaxLength(SignInNames.Length);
        entity.Property(x => x.ObjectedWhy).HasMaxLength(ReasonLength);
        entity.Property(x => x.RejectedWhy).HasMaxLength(ReasonLength);
        entity.Property(x => x.ReviewedBy).HasMaxLength(80);
        entity.HasOne<Org>().WithMany().HasForeignKey(x => x.OrgId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(x => new { x.OrgId, x.State });
        entity.HasIndex(x => new { x.State, x.CreatedAt });
        entity.HasIndex(x => x.CreditCode);
        entity.HasIndex(x => x.Mobile);
    }
}
