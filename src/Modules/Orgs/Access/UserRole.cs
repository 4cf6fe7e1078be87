using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>A role that a person has; one person may have several, and may do what any of them allows.</summary>
public sealed class UserRole : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public required long UserId { get; init; }

    public required long RoleId { get; init; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<UserRole>().ToTable("UserRoles", OrgsModule.SchemaName);
        entity.BelongsTo<UserRole, User>(x => x.UserId);
        entity.BelongsTo<UserRole, Role>(x => x.RoleId);
        entity.HasIndex(x => new { x.OrgId, x.UserId, x.RoleId }).IsUnique();
    }
}
