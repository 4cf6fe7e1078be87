using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Packages;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>People as actors, with today's rights.</summary>
public sealed class ActorDirectory(AppDbFactory databases, DenialLog denials, PackageAccess packages) : IActorDirectory
{
    public ValueTask<Actor?> FindAsync(long orgId, long userId, CancellationToken ct = default) => FindAsync(orgId, userId, viewAsRoleId: null, ct);

    /// <param name="viewAsRoleId">The person looks through the eyes of this role, and only looks.</param>
    internal async ValueTask<Actor?> FindAsync(long orgId, long userId, long? viewAsRoleId, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(orgId));
        var person = await db.Set<User>().Where(x => x.Id == userId && !x.IsDisabled && x.RemovedAt == null)
            .Select(x => new { x.Name, x.IsMain, x.DepartmentId, x.MustChangePassword, x.ManagesAllStores, Org = db.Set<Org>().Where(org => org.Id == orgId).Select(org => new { org.Kind, org.SuspendedAt }).Single() })
            .SingleOrDefaultAsync(ct);
        if (person is null || person.Org.SuspendedAt is not null)
            return null;
        var roles = await db.Set<Role>().AsNoTracking().Where(x => db.Set<UserRole>().Any(has => has.UserId == userId && has.RoleId == x.Id)).ToListAsync(ct);
        var isOperator = person.Org.Kind == OrgKind.Platform;
        var pages = isOperator ? PageAccess.Everything : await packages.OfAsync(orgId, ct);
        var own = new Actor
        {
            Kind = ActorKind.Person,
            OrgId = orgId,
            UserId = userId,
            Name = person.Name,
            IsMain = person.IsMain,
            IsOperator = isOperator,
            IsHeadquarters = person.Org.Kind == OrgKind.ChainHeadquarters,
            ClosedPages = pages.Closed,
            FrozenPages = pages.Frozen,
            MustChangePassword = person.MustChangePassword,
            IsWithoutRole = !person.IsMain && roles.Count == 0,
            Permissions = roles.SelectMany(x => x.Permissions).ToHashSet(StringComparer.Ordinal),
            Departments = person.IsMain ? null : await ScopeAsync(db, roles, person.DepartmentId, ct),
            Stores = person.Org.Kind != OrgKind.ChainHeadquarters || person.IsMain || person.ManagesAllStores ? null
                : (await db.Set<ManagedStore>().Where(x => x.UserId == userId).Select(x => x.StoreId).ToListAsync(ct)).ToHashSet(),
            Denied = denials.Note,
        };
        return viewAsRoleId is { } viewed ? await ViewingAsync(db, own, viewed, person.DepartmentId, ct) : own;
    }

    /// <summary>What the role shows, as far as the person may see it himself; so viewing never shows him more. Who may no longer manage roles is himself again.</summary>
    private static async Task<Actor> ViewingAsync(AppDb db, Actor own, long roleId, long? departmentId, CancellationToken ct)
    {
        if (!own.May(OrgsPermissions.ManageRoles))
            return own;
        var role = await db.Set<Role>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == roleId, ct);
        var permissions = (role?.Permissions ?? []).Where(code => own.IsMain || own.Permissions.Contains(code));
        var departments = role is null ? new HashSet<long>() : await ScopeAsync(db, [role], departmentId, ct);
        return own with
        {
            IsMain = false,
            ViewingAs = role?.Name ?? "已删除的角色",
            Permissions = permissions.ToHashSet(StringComparer.Ordinal),
            Departments = departments is null ? own.Departments : own.Departments is null ? departments : departments.Intersect(own.Departments).ToHashSet(),
        };
    }

    private static async Task<IReadOnlySet<long>?> ScopeAsync(AppDb db, List<Role> roles, long? departmentId, CancellationToken ct)
    {
        var widest = roles.Select(x => x.DataScope).DefaultIfEmpty(DataScope.OwnDepartment).Max();
        if (widest == DataScope.All)
            return null;
        if (departmentId is not { } own)
            return new HashSet<long>();
        if (widest == DataScope.OwnDepartment)
            return new HashSet<long> { own };
        var tree = await db.Set<Department>().Select(x => new { x.Id, x.ParentId }).ToListAsync(ct);
        return DepartmentTree.AndBelow(own, tree.ToLookup(x => x.ParentId, x => x.Id));
    }
}
