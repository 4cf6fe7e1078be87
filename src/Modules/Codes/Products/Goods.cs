using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Drugs.Contracts;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Codes.Products;

/// <summary>Follows from <see cref="Goods.RetiredAt"/>.</summary>
public enum GoodsState
{
    [Label("使用中")]
    InUse,

    /// <summary>Can't be chosen for what is new; what was made with it goes on.</summary>
    [Label("已停用")]
    Retired,
}

/// <summary>What a merchant sells and puts codes on.</summary>
[Label("商品")]
public sealed class Goods : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int NameLength = 100;
    public const int SpecLength = 100;
    public const int DescriptionLength = 1000;
    public const int MostPictures = 6;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    [Label("商品名称")]
    public required string Name { get; set; }

    /// <summary>The merchant's code and a number that the merchant counts.</summary>
    [Label("商品编号")]
    public required string Number { get; init; }

    [Label("所属商户编号")]
    public required long MerchantId { get; init; }

    /// <summary>Null for what isn't one of the enterprise's drugs.</summary>
    [Label("关联药品编号")]
    public long? DrugId { get; set; }

    [Label("商品规格")]
    public string? Spec { get; set; }

    [Label("商品说明")]
    public string? Description { get; set; }

    [Label("商品图片")]
    public int PictureCount { get; set; }

    /// <summary>Null while it may be chosen for what is new.</summary>
    [Label("停用时间")]
    public DateTime? RetiredAt { get; set; }

    string IAuditSubject.AuditName => $"{Number} {Name}";

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Goods>().ToTable("Goods", CodesModule.SchemaName);
        entity.Property(x => x.Name).HasMaxLength(NameLength).SortedByPinyin();
        entity.Property(x => x.Number).HasMaxLength(20);
        entity.Property(x => x.Spec).HasMaxLength(SpecLength);
        entity.Property(x => x.Description).HasMaxLength(DescriptionLength);
        entity.BelongsTo<Goods, Merchant>(x => x.MerchantId);
        DrugChoices.BelongsToDrug(entity, x => x.DrugId);
        entity.HasIndex(x => new { x.OrgId, x.Number }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.Name });
    }
}

/// <summary>One of the pictures of some goods, in the order shown; the first stands in lists.</summary>
public sealed class GoodsPicture : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public required long GoodsId { get; init; }

    public required long FileId { get; init; }

    public required int Position { get; set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<GoodsPicture>().ToTable("GoodsPictures", CodesModule.SchemaName);
        entity.BelongsTo<GoodsPicture, Goods>(x => x.GoodsId);
        entity.BelongsTo<GoodsPicture, StoredFile>(x => x.FileId);
        // Two rows with one file: the first to go would take it along.
        entity.HasIndex(x => new { x.OrgId, x.FileId }).IsUnique();
    }
}
