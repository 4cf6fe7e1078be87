using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Enterprises;

/// <summary>An enterprise: the tenant that everything else belongs to.</summary>
[Label("企业"), PlatformFact("It is what the other rows belong to; read by its own people and by the platform's operators.")]
public sealed class Org : IAuditSubject
{
    public const int ReasonLength = 200;

    public long Id { get; init; }

    [Label("企业名称")]
    public required string Name { get; set; }

    [Label("企业类型")]
    public required OrgKind Kind { get; set; }

    [Label("统一社会信用代码")]
    public required string CreditCode { get; set; }

    /// <summary>The chain that brought this store in; null for everybody else.</summary>
    public long? HeadquartersId { get; init; }

    [Label("开通时间")]
    public DateTime CreatedAt { get; init; }

    /// <summary>Null while its people may sign in.</summary>
    [Label("停用时间")]
    public DateTime? SuspendedAt { get; set; }

    [Label("停用原因")]
    public string? SuspendedWhy { get; set; }

    /// <summary>开通商家后台; null until its main account did.</summary>
    [Label("商家后台开通时间")]
    public DateTime? ConsoleOpenedAt { get; set; }

    [Label("商家后台开通人")]
    public string? ConsoleOpenedBy { get; set; }

    string IAuditSubject.AuditName => Name;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Org>().ToTable("Orgs", OrgsModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.Property(x => x.Name).HasMaxLength(100).SortedByPinyin();
        entity.Property(x => x.CreditCode).HasMaxLength(18);
        entity.Property(x => x.SuspendedWhy).HasMaxLength(ReasonLength);
        entity.Property(x => x.ConsoleOpenedBy).HasMaxLength(Account.User.NameLength);
        entity.HasIndex(x => x.CreditCode).IsUnique();
        entity.HasOne<Org>().WithMany().HasForeignKey(x => x.HeadquartersId).OnDelete(DeleteBehavior.Restrict);
    }
}

public enum OrgKind
{
    [Label("生产企业")]
    Manufacturer,

    [Label("经营企业")]
    Wholesaler,

    [Label("零售门店")]
    Store,

    [Label("连锁总部")]
    ChainHeadquarters,

    [Label("医疗机构")]
    Hospital,

    /// <summary>Those who run this installation.</summary>
    [Label("平台运营")]
    Platform,
}
