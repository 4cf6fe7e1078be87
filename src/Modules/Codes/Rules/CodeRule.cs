using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Rules;

public enum CodeRuleState
{
    [Label("已生效")]
    InForce,

    /// <summary>Can't be chosen for new codes; those that were made with it stay valid.</summary>
    [Label("失效")]
    Disabled,
}

/// <summary>How the codes of a merchant are put together. Codes keep the layout they were made with: changing a rule changes only what is made later.</summary>
[Label("码规则")]
public sealed class CodeRule : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int NameLength = 50;

    /// <summary>More would fit the kernel and nobody could read them.</summary>
    public const int MostSegments = 10;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    [Label("码规则名称")]
    public required string Name { get; set; }

    [Label("关联商户编号")]
    public required long MerchantId { get; init; }

    [Label("码长度")]
    public int Length { get; private set; }

    [Label("码段")]
    public StoredLayout Layout { get; private set; }

    [Label("状态")]
    public CodeRuleState State { get; set; }

    [Label("创建时间")]
    public required DateTime CreatedAt { get; init; }

    [Label("更新时间")]
    public DateTime UpdatedAt { get; set; }

    string IAuditSubject.AuditName => Name;

    internal void Put(CodeLayout layout) => (Length, Layout) = (layout.Length, StoredLayout.Of(layout));

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<CodeRule>().ToTable("CodeRules", CodesModule.SchemaName);
        entity.Property(x => x.Name).HasMaxLength(NameLength).SortedByPinyin();
        entity.Property(x => x.Layout).HasConversion(x => x.Json, json => new StoredLayout(json)).HasMaxLength(StoredLayout.JsonLength);
        entity.BelongsTo<CodeRule, Merchant>(x => x.MerchantId);
        entity.HasIndex(x => new { x.OrgId, x.Name }).IsUnique();
    }
}
