using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Stores;

/// <summary>管理企业: a store that somebody of the headquarters acts for, where he does not act for all.</summary>
public sealed class ManagedStore : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public required long UserId { get; init; }

    /// <summary>The store's own <see cref="Org.Id"/>.</summary>
    public required long StoreId { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<ManagedStore>().ToTable("ManagedStores", OrgsModule.SchemaName);
        entity.BelongsTo<ManagedStore, User>(x => x.UserId);
        entity.HasOne<Org>().WithMany().HasForeignKey(x => x.StoreId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(x => new { x.OrgId, x.UserId, x.StoreId }).IsUnique();
    }
}
