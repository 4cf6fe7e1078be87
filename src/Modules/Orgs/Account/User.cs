using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.People;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Orgs.Account;

/// <summary>Who can sign in for an enterprise: the main account or a sub-account, of a person or of a digital certificate.</summary>
[Label("账号")]
public sealed class User : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int NameLength = 40;
    public const int TitleLength = 40;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    [Label("账号名")]
    public required string SignInName { get; init; }

    [Label("姓名")]
    public required string Name { get; set; }

    /// <summary>Null until the person gives one.</summary>
    [Label("手机号")]
    public string? Phone { get; set; }

    [Label("邮箱")]
    public string? Email { get; set; }

    [Label("职务")]
    public string? Title { get; set; }

    /// <summary>A stored file; null shows the initials.</summary>
    [Label("头像")]
    public long? AvatarFileId { get; set; }

    [Label("密码"), Secret]
    public required string PasswordHash { get; set; }

    /// <summary>Set for passwords that somebody else chose.</summary>
    [Label("须修改密码")]
    public bool MustChangePassword { get; set; }

    /// <summary>Exactly one per enterprise; has every right and can't lose one.</summary>
    [Label("主账号")]
    public bool IsMain { get; set; }

    /// <summary>Null for the main account and for people who have no place in the tree yet.</summary>
    [Label("所属部门")]
    public long? DepartmentId { get; set; }

    /// <summary>The sealed secret of the authenticator app; null while one step is enough.</summary>
    [Label("两步验证"), Secret]
    public string? SecondFactor { get; set; }

    /// <summary>Of the last code that was taken: none is taken twice. Null before the first.</summary>
    public long? SecondFactorStep { get; set; }

    /// <summary>Hashes of those left; null while one step is enough.</summary>
    [Label("恢复码"), Secret]
    public string? RecoveryCodes { get; set; }

    /// <summary>Null for a person, who has a password; else the account of a digital certificate, which nothing else signs in.</summary>
    [Label("数字证书")]
    public CertificateKind? Certificate { get; init; }

    [Label("已停用")]
    public bool IsDisabled { get; set; }

    /// <summary>特殊权限: may use the inspection app on the market.</summary>
    [Label("市场稽查权限")]
    public bool MayInspectMarket { get; set; }

    /// <summary>特殊权限: may use the pages that address consumers.</summary>
    [Label("M2C服务权限")]
    public bool MayServeConsumers { get; set; }

    /// <summary>Else only those of its <see cref="Stores.ManagedStore"/> rows. Says something in the headquarters of a chain alone; the main account always manages all.</summary>
    [Label("管理全部门店")]
    public bool ManagesAllStores { get; set; } = true;

    /// <summary>Null unless it is a sub-account from before 2019-04-01, whose rights were all taken then.</summary>
    [Label("权限清空时间")]
    public DateTime? PermissionsClearedAt { get; set; }

    /// <summary>Null while the account exists. What a removed person did keeps his name.</summary>
    [Label("删除时间")]
    public DateTime? RemovedAt { get; set; }

    [Label("开通时间")]
    public DateTime CreatedAt { get; init; }

    public void ForgetSecondFactor() => (SecondFactor, SecondFactorStep, RecoveryCodes) = (null, null, null);

    string IAuditSubject.AuditName => Name;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<User>().ToTable("Users", OrgsModule.SchemaName);
        entity.Property(x => x.SignInName).HasMaxLength(SignInNames.Length);
        entity.Property(x => x.Name).HasMaxLength(NameLength).SortedByPinyin();
        entity.Property(x => x.Phone).HasMaxLength(20);
        entity.Property(x => x.SecondFactor).HasMaxLength(500);
        entity.Property(x => x.RecoveryCodes).HasMaxLength(1000);
        entity.Property(x => x.Title).HasMaxLength(TitleLength);
        entity.BelongsTo<User, Department>(x => x.DepartmentId);
        entity.BelongsTo<User, StoredFile>(x => x.AvatarFileId);
        entity.HasIndex(x => new { x.OrgId, x.Name });
        entity.HasIndex(x => x.OrgId).IsUnique().OnlyWhere(nameof(IsMain));
    }
}
