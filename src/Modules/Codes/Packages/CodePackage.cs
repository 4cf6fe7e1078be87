using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Codes.Rules;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Packages;

/// <summary>生码类型.</summary>
public enum PackageMode
{
    [Label("快速生码")]
    Quick,

    [Label("自定义生码")]
    Custom,

    /// <summary>Not made here: the enterprise brought them, and they are stored one by one.</summary>
    [Label("上传自有码")]
    Own,
}

/// <summary>码类型.</summary>
public enum PackageKind
{
    [Label("普通码")]
    Single,

    [Label("二级包装码")]
    TwoLevels,

    [Label("三级包装码")]
    ThreeLevels,
}

/// <summary>码包: the codes of one request. They are computed whenever somebody wants them; what is kept is this row and one for each level, and of
/// <see cref="PackageMode.Own"/> the codes themselves.</summary>
[Label("码包")]
public sealed class CodePackage : IOwnedByOrg, IAuditSubject
{
    public const int LongestAddress = 200;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    /// <summary>One over all enterprises: the merchant's code and a number that the merchant counts.</summary>
    [Label("记录编号")]
    public required string Number { get; init; }

    [Label("商户编号")]
    public required long MerchantId { get; init; }

    /// <summary>Null: 不关联.</summary>
    [Label("关联商品编号")]
    public required long? GoodsId { get; init; }

    [Label("生码类型")]
    public required PackageMode Mode { get; init; }

    [Label("码类型")]
    public required PackageKind Kind { get; init; }

    /// <summary>How many of the next smaller lie in one, outermost first: <c>2:10</c>; empty for one level.</summary>
    [Label("包装比例")]
    public required string Inside { get; init; }

    /// <summary>有关联: which package lies in which is known from the start.</summary>
    [Label("码关联")]
    public required bool Linked { get; init; }

    /// <summary>有流水码: a number that people can read stands under each code; only such packages may be printed online.</summary>
    [Label("流水码")]
    public required bool Numbered { get; init; }

    [Label("数量合计")]
    public required long Total { get; init; }

    /// <summary>码类型/规则 in words.</summary>
    [Label("码规则")]
    public required string RuleText { get; init; }

    /// <summary>What stands before each code in its QR code; of own codes the merchant's prefix. Kept, because what is printed stays.</summary>
    [Label("扫码地址")]
    public required string Address { get; init; }

    /// <summary>What timestamps and dates in the codes say.</summary>
    [Label("生码时间")]
    public required DateTime GeneratedAt { get; init; }

    public required long CreatedById { get; init; }

    [Label("生码人")]
    public required string CreatedByName { get; init; }

    /// <summary>The job that makes it, or made it.</summary>
    public long JobId { get; set; }

    /// <summary>Null while its codes are being checked; nobody gets to see them before.</summary>
    [Label("完成时间")]
    public DateTime? ReadyAt { get; set; }

    string IAuditSubject.AuditName => Number;

    internal PackLevels Packing => PackingOf(Inside);

    internal static PackLevels PackingOf(string inside) => inside.Length == 0
        ? PackLevels.Single
        : PackLevels.Create([.. inside.Split(':').Select(x => long.Parse(x, NumberStyles.None, CultureInfo.InvariantCulture))]).Value;

    /// <summary>The smallest units in one package; where nobody knows who lies in whom, a larger one may hold any of them.</summary>
    internal CodeSpan LeavesUnder(PackedUnit unit, long leaves) => Linked || unit.Level == 1 ? Packing.LeavesUnder(unit) : new(0, leaves);

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<CodePackage>().ToTable("CodePackages", CodesModule.SchemaName);
        entity.Property(x => x.Number).HasMaxLength(20);
        entity.Property(x => x.Inside).HasMaxLength(20);
        entity.Property(x => x.RuleText).HasMaxLength((CodeRule.NameLength + 1) * PackLevels.MostLevels);
        entity.Property(x => x.Address).HasMaxLength(LongestAddress);
        entity.Property(x => x.CreatedByName).HasMaxLength(100);
        entity.Ignore(x => x.Packing);
        entity.BelongsTo<CodePackage, Merchant>(x => x.MerchantId);
        entity.BelongsTo<CodePackage, Goods>(x => x.GoodsId);
        entity.HasIndex(x => new { x.OrgId, x.Number }).IsUnique();
    }
}

/// <summary>The codes of one level; 1 is the smallest package.</summary>
public sealed class PackageLevel : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public required long PackageId { get; init; }

    public required int Level { get; init; }

    /// <summary>The rule as it was: rules may change, codes don't. Null of codes that were not made here.</summary>
    public required string? LayoutJson { get; init; }

    /// <summary>Null in 快速生码.</summary>
    public required long? RuleId { get; init; }

    public required long Count { get; init; }

    /// <summary>Where its numbers are from; null until it has some.</summary>
    public string? Space { get; set; }

    public int Generation { get; set; }

    /// <summary>The first of its numbers.</summary>
    public long First { get; set; }

    internal CodeLayout Layout => CodeLayout.Parse(LayoutJson!).Value;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<PackageLevel>().ToTable("PackageLevels", CodesModule.SchemaName);
        entity.Property(x => x.LayoutJson).HasMaxLength(4000);
        entity.Property(x => x.Space).HasMaxLength(Numbers.NumberSpace.LongestName);
        entity.Ignore(x => x.Layout);
        entity.BelongsTo<PackageLevel, CodePackage>(x => x.PackageId);
        entity.BelongsTo<PackageLevel, CodeRule>(x => x.RuleId);
        entity.HasIndex(x => new { x.OrgId, x.PackageId, x.Level }).IsUnique();
    }
}
