using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Access;

public sealed class ActorDirectoryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Who_has_several_roles_may_do_what_any_of_them_allows_and_sees_the_widest()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var user = await UserAsync(world, await world.AddUserAsync(OrgsPermissions.ViewAudit));
        await using (var db = database.OpenSystem(world.OrgId))
        {
            var second = new Role { Name = "第二角色", Permissions = [OrgsPermissions.VerifyAudit.Code], DataScope = DataScope.OwnDepartment };
            db.Add(second);
            db.Add(new UserRole { UserId = user.Id, RoleId = second.Id });
            await db.SaveChangesAsync();
        }
        var actor = (await world.People.FindAsync(world.OrgId, user.Id))!;
        actor.May(OrgsPermissions.ViewAudit).Should().BeTrue();
        actor.May(OrgsPermissions.VerifyAudit).Should().BeTrue();
        actor.May(OrgsPermissions.ExportAudit).Should().BeFalse();
        actor.Departments.Should().BeNull("one of the roles sees all");
    }

    [Theory]
    [InlineData(DataScope.OwnDepartment, "质量部")]
    [InlineData(DataScope.OwnAndBelow, "质量部,检验科,留样室")]
    public async Task A_scope_shows_the_own_department_or_all_below_it(DataScope scope, string seen)
    {
        var world = await OrgsWorld.OpenAsync(database);
        var user = await UserAsync(world, await world.AddUserAsync());
        Dictionary<long, string> names;
        await using (var db = database.OpenSystem(world.OrgId))
        {
            var quality = new Department { Name = "质量部" };
            var laboratory = new Department { Name = "检验科", ParentId = quality.Id };
            db.AddRange(quality, new Department { Name = "仓储部" });
            await db.SaveChangesAsync();
            laboratory.ParentId = quality.Id;
            db.Add(laboratory);
            await db.SaveChangesAsync();
            db.Add(new Department { Name = "留样室", ParentId = laboratory.Id });
            await db.Set<Role>().ExecuteUpdateAsync(set => set.SetProperty(x => x.DataScope, scope));
            await db.Set<User>().Where(x => x.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.DepartmentId, quality.Id));
            await db.SaveChangesAsync();
            names = await db.Set<Department>().ToDictionaryAsync(x => x.Id, x => x.Name);
        }
        var actor = (await world.People.FindAsync(world.OrgId, user.Id))!;
        actor.Departments!.Select(id => names[id]).Should().BeEquivalentTo(seen.Split(','));
        actor.Sees(null).Should().BeFalse();
    }

    [Fact]
    public async Task Viewing_as_a_role_shows_what_the_role_shows_and_changes_nothing()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var key = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        await using (var db = database.OpenSystem(world.OrgId))
        {
            var role = new Role { Name = "审计员", Permissions = [OrgsPermissions.ViewAudit.Code], DataScope = DataScope.All };
            db.Add(role);
            await db.SaveChangesAsync();
            await using var platform = database.Databases.OpenPlatform();
            await platform.Set<Session>().Where(x => x.OrgId == world.OrgId).ExecuteUpdateAsync(set => set.SetProperty(x => x.ViewAsRoleId, role.Id));
        }
        var actor = (await world.Sessions.ActorOfAsync(key))!;
        actor.ViewingAs.Should().Be("审计员");
        actor.IsMain.Should().BeFalse();
        actor.May(OrgsPermissions.ViewAudit).Should().BeTrue();
        actor.Lacks(OrgsPermissions.ExportAudit)!.Code.Should().Be("access.denied");
        (await new SaveProfile(database.Databases, new(database.Time)).RunAsync(actor, new(0, "新名字", null, null, null))).Refusal.Should().Be(Actor.OnlyViewing);
        await world.SignOut.RunAsync(actor, key);
        database.Time.Advance(SessionStore.Freshness);
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull("one may always leave");
    }

    [Fact]
    public async Task A_refusal_for_a_missing_right_is_in_the_audit_log_once_a_minute()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(await world.AddUserAsync());
        for (var i = 0; i < 3; i++)
            actor.Lacks(OrgsPermissions.ExportAudit).Should().NotBeNull();
        await world.Denials.WriteAsync(CancellationToken.None);
        database.Time.Advance(TimeSpan.FromMinutes(1));
        actor.Lacks(OrgsPermissions.ExportAudit).Should().NotBeNull();
        await world.Denials.WriteAsync(CancellationToken.None);

        await using var db = database.OpenSystem(world.OrgId);
        var denied = await db.Set<AuditEntry>().Where(x => x.Action == OrgsActions.AccessDenied.Code).ToListAsync();
        denied.Should().HaveCount(2).And.OnlyContain(x => x.ActorName == actor.Name && x.Note!.Contains(OrgsPermissions.ExportAudit.Code));
    }

    private async Task<User> UserAsync(OrgsWorld world, string name)
    {
        await using var db = database.OpenSystem(world.OrgId);
        return await db.Set<User>().SingleAsync(x => x.SignInName == name);
    }
}
