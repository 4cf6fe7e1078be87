using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Packages;
using Yaosu.Orgs.People;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Access;

/// <summary>In worlds made by chance: what somebody may is the union of his roles, as far as the packages of his enterprise reach; what he sees is the widest of
/// their scopes. The other side of each comparison is worked out here the slow way.</summary>
public sealed class EffectivePermissionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Worlds = 5;
    private const int People = 20;

    private static readonly IReadOnlyList<Permission> All = ProductModules.All.Permissions;

    [Fact]
    public async Task Rights_and_sight_are_what_roles_packages_and_scopes_add_up_to()
    {
        var (rights, closed) = (0, 0);
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var (open, shut) = await CompareAsync(seed);
            (rights, closed) = (rights + open, closed + shut);
        }
        rights.Should().BePositive("worlds in which nobody may do anything prove nothing");
        closed.Should().BePositive("nor do those without closed pages");
    }

    /// <returns>How many rights could be used, and how many were held in vain.</returns>
    private async Task<(int Rights, int Closed)> CompareAsync(int seed)
    {
        var random = new Random(seed);
        var world = await OrgsWorld.OpenAsync(database);
        var name = await world.AddUserAsync();
        var packages = await SellAsync(random, world.OrgId);
        var departments = await GrowAsync(random, world.OrgId);
        var roles = await InventAsync(random, world.OrgId);
        var (rights, closed) = (0, 0);
        for (var i = 0; i < People; i++)
        {
            var (id, his, department) = await BecomeAsync(random, world.OrgId, name, roles, departments);

            var actor = (await world.People.FindAsync(world.OrgId, id))!;

            foreach (var permission in All)
            {
                var held = his.Any(role => role.Permissions.Contains(permission.Code)) && !permission.ForOperators && !permission.ForHeadquarters;
                var standing = packages.StandingOf(permission.Page);
                var may = held && (standing == PackageStanding.Open || (standing == PackageStanding.Frozen && permission.OnlyReads));
                actor.May(permission).Should().Be(may, $"{permission.Code} of person {i} in world {seed}");
                (actor.Lacks(permission) is null).Should().Be(may);
                rights += may ? 1 : 0;
                closed += held && !may ? 1 : 0;
            }
            foreach (var (other, _) in departments)
                actor.Sees(other).Should().Be(Sees(his, department, other, departments), $"department {other} by person {i} in world {seed}");
        }
        return (rights, closed);
    }

    private static bool Sees(IReadOnlyList<Role> roles, long? own, long other, Dictionary<long, long?> parentOf)
    {
        if (roles.Any(role => role.DataScope == DataScope.All))
            return true;
        if (own == other)
            return true;
        if (own is null || roles.All(role => role.DataScope != DataScope.OwnAndBelow))
            return false;
        for (long? above = other; above is { } at; above = parentOf[at])
            if (at == own)
                return true;
        return false;
    }

    private async Task<Sold> SellAsync(Random random, long orgId)
    {
        var pages = All.Select(permission => permission.Page).Distinct().ToList();
        var today = ChinaTime.Today(database.Time);
        await using var db = database.Databases.OpenPlatform();
        var packages = await db.Set<ServicePackage>().ToListAsync();
        foreach (var package in packages)
            package.Pages = [.. pages.Where(_ => random.Next(7) == 0).Select(page => $"{page} 页面")];
        var purchases = packages.Where(_ => random.Next(3) > 0).Select(package =>
        {
            var from = today.AddDays(-random.Next(-10, 80));
            return new PackagePurchase { OrgId = orgId, PackageId = package.Id, PackageName = package.Name, From = from, Until = from.AddDays(random.Next(1, 60)), GrantedBy = "示例", GrantedAt = database.Time.GetUtcNow().UtcDateTime };
        }).ToList();
        db.AddRange(purchases);
        await db.SaveChangesAsync();
        return new(today, packages, purchases);
    }

    private async Task<Dictionary<long, long?>> GrowAsync(Random random, long orgId)
    {
        var parents = new Dictionary<long, long?>();
        await using var db = database.OpenSystem(orgId);
        for (var i = 0; i < 12; i++)
        {
            var department = new Department { Name = $"部门{i}", ParentId = random.Next(4) == 0 ? null : parents.Keys.Select(id => (long?)id).ElementAtOrDefault(random.Next(Math.Max(1, parents.Count))) };
            db.Add(department);
            await db.SaveChangesAsync();
            parents[department.Id] = department.ParentId;
        }
        return parents;
    }

    private async Task<List<Role>> InventAsync(Random random, long orgId)
    {
        await using var db = database.OpenSystem(orgId);
        var roles = Enumerable.Range(0, 6).Select(i => new Role
        {
            Name = $"随机角色{i}",
            Permissions = [.. All.Where(_ => random.Next(3) == 0).Select(permission => permission.Code), "gone.page.act"],
            DataScope = random.Next(8) == 0 ? DataScope.All : (DataScope)random.Next(2),
        }).ToList();
        db.AddRange(roles);
        await db.SaveChangesAsync();
        return roles;
    }

    /// <summary>The same account again and again: only what decides is changed.</summary>
    private async Task<(long Id, List<Role> Roles, long? Department)> BecomeAsync(Random random, long orgId, string name, List<Role> roles, Dictionary<long, long?> departments)
    {
        var his = roles.Where(_ => random.Next(3) == 0).ToList();
        long? department = random.Next(6) == 0 ? null : departments.Keys.ElementAt(random.Next(departments.Count));
        await using var db = database.OpenSystem(orgId);
        var user = await db.Set<User>().SingleAsync(x => x.SignInName == name);
        user.DepartmentId = department;
        db.RemoveRange(await db.Set<UserRole>().Where(x => x.UserId == user.Id).ToListAsync());
        db.AddRange(his.Select(role => new UserRole { UserId = user.Id, RoleId = role.Id }));
        await db.SaveChangesAsync();
        return (user.Id, his, department);
    }

    private sealed record Sold(DateOnly Today, IReadOnlyList<ServicePackage> Packages, IReadOnlyList<PackagePurchase> Purchases)
    {
        /// <summary>Of the best of those that sell the page; what nobody sells is open to all.</summary>
        internal PackageStanding StandingOf(string page)
        {
            var sellers = Packages.Where(package => package.Pages.Any(line => line.StartsWith($"{page} ", StringComparison.Ordinal))).ToList();
            if (sellers.Count == 0)
                return PackageStanding.Open;
            var bought = Purchases.Where(purchase => sellers.Any(seller => purchase.PackageId == seller.Id || purchase.PackageId == seller.PartOfId)).ToList();
            return bought.Any(purchase => purchase.From <= Today && Today <= purchase.Until) ? PackageStanding.Open
                : bought.Any(purchase => purchase.Until < Today && Today <= purchase.Until.AddDays(30)) ? PackageStanding.Frozen
                : PackageStanding.Closed;
        }
    }
}
