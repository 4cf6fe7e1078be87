using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Packages;
using Yaosu.Orgs.People;
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
            .Select(x => new { x.Name, x.IsMain, x.DepartmentId, x.MustChangePassword, Org = db.Set<Org>().Where(org => org.Id == orgId).Select(org => new { org.Kind, org.SuspendedAt }).Single() })
            .SingleOrDefaultAsync(ct);
        if (person is null || person.Org.SuspendedAt is not null)
            return null;
        var roles = viewAsRoleId is { } viewed
            ? await db.Set<Role>().AsNoTracking().Where(x => x.Id == viewed).ToListAsync(ct)
            : await db.Set<Role>().AsNoTracking().Where(x => db.Set<UserRole>().Any(has => has.UserId == userId && has.RoleId == x.Id)).ToListAsync(ct);
        var isOperator = person.Org.Kind == OrgKind.Platform;
        var pages = isOperator ? PageAccess.Everything : await packages.OfAsync(orgId, ct);
        var isMain = person.IsMain && viewAsRoleId is null;
        return new Actor
        {
            Kind = ActorKind.Person,
            OrgId = orgId,
            UserId = userId,
            Name = person.Name,
            IsMain = isMain,
            IsOperator = isOperator,
            ClosedPages = pages.Closed,
            FrozenPages = pages.Frozen,
            MustChangePassword = person.MustChangePassword,
            Permissions = roles.SelectMany(x => x.Permissions).ToHashSet(StringComparer.Ordinal),
            Departments = isMain ? null : await ScopeAsync(db, roles, person.DepartmentId, ct),
            ViewingAs = viewAsRoleId is null ? null : roles.Select(x => x.Name).SingleOrDefault() ?? "已删除的角色",
            Denied = denials.Note,
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
