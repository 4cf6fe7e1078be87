using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Orgs.People;

/// <param name="Stores">管理企业; says something in the headquarters of a chain alone.</param>
public sealed record PersonRow(long Id, string Name, string SignInName, string? Phone, string? Title, string Department, string Roles, bool IsMain, bool IsDisabled, DateTime CreatedAt, bool IsCertificate, string Stores);

/// <param name="DepartmentId">With everything below; null for all.</param>
public sealed record PersonFilter(string? Text = null, long? DepartmentId = null, long? RoleId = null, bool? IsDisabled = null, bool? IsCertificate = null);

/// <summary>The people of the enterprise whom the actor's data scope shows.</summary>
public sealed class PersonList(AppDbFactory databases)
{
    public static readonly SortMap<User> Sorts = new SortMap<User>(x => x.Id, "at")
        .By("name", x => x.Name)
        .By("account", x => x.SignInName)
        .By("at", x => x.CreatedAt);

    public async Task<Outcome<Page<PersonRow>>> RunAsync(Actor actor, PersonFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewPeople) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = await (await FilteredAsync(db, filter, ct)).ToPageAsync(Sorts, page,
            x => new PersonRow(x.Id, x.Name, x.SignInName, x.Phone, x.Title, db.Set<Department>().Where(unit => unit.Id == x.DepartmentId).Select(unit => unit.Name).FirstOrDefault() ?? "", "", x.IsMain, x.IsDisabled, x.CreatedAt, x.Certificate != null, x.ManagesAllStores ? StoreChoice.Everything.ToString() : ""), ct);
        var ids = found.Rows.Select(x => x.Id).ToArray();
        var roles = (await db.Set<UserRole>().Where(x => ids.Contains(x.UserId)).Select(x => new { x.UserId, Name = db.Set<Role>().Where(role => role.Id == x.RoleId).Select(role => role.Name).First() }).ToListAsync(ct))
            .ToLookup(x => x.UserId, x => x.Name);
        var stores = !actor.IsHeadquarters ? [] : await db.Set<ManagedStore>().Where(x => ids.Contains(x.UserId)).GroupBy(x => x.UserId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
        return found with
        {
            Rows = [.. found.Rows.Select(x => x with
            {
                Roles = x.IsMain ? "主账号" : string.Join("、", roles[x.Id].Order(StringComparer.CurrentCulture)),
                Stores = x.Stores.Length > 0 ? x.Stores : $"{stores.GetValueOrDefault(x.Id)} 家门店",
            })],
        };
    }

    /// <summary>Those who are there and whom the actor may see.</summary>
    internal static IQueryable<User> Seen(AppDb db)
    {
        var people = db.Set<User>().AsNoTracking().Where(x => x.RemovedAt == null);
        if (db.Actor.Departments is not { } scope)
            return people;
        var (departments, self) = (scope.ToArray(), db.Actor.UserId);
        return people.Where(x => x.Id == self || (x.DepartmentId != null && departments.Contains(x.DepartmentId.Value)));
    }

    private static async Task<IQueryable<User>> FilteredAsync(AppDb db, PersonFilter filter, CancellationToken ct)
    {
        // Old certificates are managed on a page of their own.
        var people = Seen(db).Where(x => x.Certificate != CertificateKind.Old);
        if (filter.Text is { Length: > 0 } text)
            people = people.Where(x => x.Name.Contains(text) || x.SignInName.Contains(text) || x.Phone!.Contains(text));
        if (filter.DepartmentId is { } department)
        {
            var units = await db.Set<Department>().Select(x => new { x.Id, x.ParentId }).ToListAsync(ct);
            var within = DepartmentTree.AndBelow(department, units.ToLookup(x => x.ParentId, x => x.Id)).ToArray();
            people = people.Where(x => x.DepartmentId != null && within.Contains(x.DepartmentId.Value));
        }
        if (filter.RoleId is { } role)
            people = people.Where(x => db.Set<UserRole>().Any(has => has.UserId == x.Id && has.RoleId == role));
        if (filter.IsDisabled is { } disabled)
            people = people.Where(x => x.IsDisabled == disabled);
        if (filter.IsCertificate is { } certificate)
            people = people.Where(x => x.Certificate != null == certificate);
        return people;
    }
}
