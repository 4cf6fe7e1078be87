using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Merchants;

/// <summary>Who owns codes within an enterprise: a brand, a shop, a line of business.</summary>
[Label("商户")]
public sealed class Merchant : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int NameLength = 60;
    public const int NoteLength = 200;
    public const int MostPrefixes = 5;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    [Label("商户名称")]
    public required string Name { get; set; }

    /// <summary>As <see cref="MerchantCode"/> holds it.</summary>
    [Label("商户标识码")]
    public required string Code { get; init; }

    [Label("码来源")]
    public required CodeSource Source { get; init; }

    /// <summary>Of <see cref="CodeSource.Own"/> alone; in the form of <see cref="UrlPrefix"/>.</summary>
    [Label("网址前缀")]
    public List<string> UrlPrefixes { get; set; } = [];

    [Label("备注")]
    public string? Note { get; set; }

    /// <summary>How many goods it ever had, the deleted ones too: their numbers count on.</summary>
    [Label("累计商品数")]
    public int GoodsNumbered { get; private set; }

    /// <summary>How many code packages it ever had.</summary>
    [Label("累计码包数")]
    public int PackagesNumbered { get; private set; }

    string IAuditSubject.AuditName => Name;

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Merchant>().ToTable("Merchants", CodesModule.SchemaName);
        entity.Property(x => x.Name).HasMaxLength(NameLength).SortedByPinyin();
        entity.Property(x => x.Code).HasMaxLength(MerchantCode.Length);
        entity.Property(x => x.UrlPrefixes).StoredAsLines().HasMaxLength(MostPrefixes * (UrlPrefix.Length + 1));
        entity.Property(x => x.Note).HasMaxLength(NoteLength);
        entity.HasIndex(x => new { x.OrgId, x.Name }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.Code }).IsUnique();
    }
}
