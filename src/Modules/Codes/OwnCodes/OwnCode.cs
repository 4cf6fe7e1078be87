using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.OwnCodes;

/// <summary>A code that an enterprise printed without us: what stands after its package's prefix, as it was printed.</summary>
public sealed class OwnCode : IOwnedByOrg
{
    public const int FewestCharacters = 4;
    public const int MostCharacters = 100;

    public long OrgId { get; init; }

    public long Id { get; init; }

    public required long MerchantId { get; init; }

    public required long PackageId { get; init; }

    /// <summary>Its place in the upload, from 0.</summary>
    public required long Serial { get; init; }

    public required string Text { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<OwnCode>().ToTable("OwnCodes", CodesModule.SchemaName);
        entity.Property(x => x.Text).HasMaxLength(MostCharacters);
        entity.BelongsTo<OwnCode, CodePackage>(x => x.PackageId, DeleteBehavior.Cascade);
        entity.BelongsTo<OwnCode, Merchant>(x => x.MerchantId);
        entity.HasIndex(x => new { x.OrgId, x.PackageId, x.Serial }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.MerchantId, x.Text }).IsUnique();
    }
}
