using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Modules;
using Yaosu.Platform.Paging;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Access;

public sealed class RoleTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly PermissionTree _tree = new(ProductModules.All);

    [Fact]
    public async Task An_enterprise_starts_with_the_eight_roles_and_none_holds_a_right_of_the_operators()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var roles = (await new RoleList(database.Databases).RunAsync(main, null, new PageRequest())).Value;
        roles.Rows.Select(x => x.Name).Should().Equal("系统管理员", "质量负责人", "召回审批人", "市场", "商务", "数据分析", "出入库管理员", "流通稽查员");
        (await new RoleList(database.Databases).NamesAsync(main)).Select(x => x.Name).Should().Equal(roles.Rows.Select(x => x.Name));
        (await new RoleList(database.Databases).FindAsync(main, roles.Rows[0].Id)).Value.Name.Should().Be("系统管理员");
        (await new RoleList(database.Databases).FindAsync(main, 1)).Refusal.Should().Be(OrgsRefusals.RoleNotFound);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<Role>().ToListAsync()).SelectMany(x => x.Permissions).Should().OnlyContain(code => !_tree.Find(code)!.ForOperators);
    }

    [Fact]
    public async Task Nobody_gives_or_takes_a_right_that_he_does_not_have()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var editor = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewRoles, OrgsPermissions.ManageRoles));
        var save = new SaveRole(database.Databases, _tree);
        var given = await save.RunAsync(editor, new(null, 0, "审计", DataScope.All, new HashSet<string> { OrgsPermissions.ViewAudit.Code }));
        given.Refusal.Should().Be(OrgsRefusals.CannotGrant(OrgsPermissions.ViewAudit));

        var quality = await RoleAsync(world, "质量负责人");
        var taken = await save.RunAsync(editor, new(quality.Id, quality.Version, quality.Name, DataScope.All, new HashSet<string>()));
        taken.Refusal!.Code.Should().Be("orgs.cannot-grant");
        var renamed = await save.RunAsync(editor, new(quality.Id, quality.Version, "质量受权人", DataScope.All, quality.Permissions.ToHashSet()));
        renamed.IsDone.Should().BeTrue("rights that he leaves alone may stay");
    }

    [Fact]
    public async Task A_made_up_right_and_one_of_the_operators_are_refused()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var review = new Permission("orgs.applications.review", "审核入驻", "审核。") { ForOperators = true };
        var save = new SaveRole(database.Databases, new PermissionTree(new ModuleList([new Declares(review)])));
        (await save.RunAsync(main, new(null, 0, "甲", DataScope.All, new HashSet<string> { "made.up.right" }))).Refusal.Should().Be(OrgsRefusals.UnknownPermission);
        (await save.RunAsync(main, new(null, 0, "乙", DataScope.All, new HashSet<string> { review.Code }))).Refusal.Should().Be(OrgsRefusals.UnknownPermission);
        (await save.RunAsync(main with { IsOperator = true }, new(null, 0, "丙", DataScope.All, new HashSet<string> { review.Code }))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task A_second_role_of_the_same_name_and_an_old_version_are_refused()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var save = new SaveRole(database.Databases, _tree);
        (await save.RunAsync(main, new(null, 0, "市场", DataScope.All, new HashSet<string>()))).Refusal.Should().Be(OrgsRefusals.RoleNameTaken);
        (await save.RunAsync(main, new(null, 0, "  ", DataScope.All, new HashSet<string>()))).Refusal.Should().Be(OrgsRefusals.RoleNameRequired);
        var role = await RoleAsync(world, "市场");
        (await save.RunAsync(main, new(role.Id, role.Version, "市场部", DataScope.All, new HashSet<string>()))).IsDone.Should().BeTrue();
        (await save.RunAsync(main, new(role.Id, role.Version, "市场二部", DataScope.All, new HashSet<string>()))).Refusal.Should().Be(OrgsRefusals.RoleChangedMeanwhile);
    }

    [Fact]
    public async Task A_role_in_use_stays_and_one_that_nobody_has_goes()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var name = await world.AddUserAsync(OrgsPermissions.ViewAudit);
        long used;
        await using (var db = database.OpenSystem(world.OrgId))
            used = await db.Set<UserRole>().Select(x => x.RoleId).SingleAsync();
        var delete = new DeleteRole(database.Databases);
        (await delete.RunAsync(main, used)).Refusal!.Text.Should().Contain("1 人");
        (await delete.RunAsync(main, (await RoleAsync(world, "市场")).Id)).IsDone.Should().BeTrue();
        (await delete.RunAsync(main, 1)).Refusal.Should().Be(OrgsRefusals.RoleNotFound);
        name.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Who_has_a_right_is_told_with_its_source_and_a_person_sees_his_own()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var auditor = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewAudit));
        var holders = new PermissionHolders(database.Databases, _tree);
        var found = (await holders.OfAsync(main, OrgsPermissions.ViewAudit)).Value;
        found.Select(x => x.UserId).Should().Equal(main.UserId, auditor.UserId);
        found[0].Sources.Should().Equal("主账号");
        found[1].Sources.Single().Should().StartWith("角色");
        (await holders.OfAsync(auditor, OrgsPermissions.ViewAudit)).Refusal!.Code.Should().Be("access.denied");

        (await holders.OfPersonAsync(auditor, auditor.UserId)).Value.Permissions.Select(x => x.Permission).Should().Equal(OrgsPermissions.ViewAudit);
        (await holders.OfPersonAsync(auditor, main.UserId)).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task Viewing_as_a_role_begins_and_ends_with_a_line_in_the_log_and_only_looks()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var key = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        var viewing = new ViewAsRole(database.Databases, world.Sessions);
        (await viewing.StartAsync((await world.Sessions.ActorOfAsync(key))!, (await RoleAsync(world, "质量负责人")).Id)).IsDone.Should().BeTrue();
        var looking = (await world.Sessions.ActorOfAsync(key))!;
        looking.ViewingAs.Should().Be("质量负责人");
        looking.May(OrgsPermissions.ViewAudit).Should().BeTrue();
        looking.May(OrgsPermissions.ManageRoles).Should().BeFalse();
        (await viewing.StartAsync(looking, 1)).IsDone.Should().BeFalse("he is no administrator while he looks");
        await viewing.EndAsync(looking);
        (await world.Sessions.ActorOfAsync(key))!.IsMain.Should().BeTrue();
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync())
            .Should().ContainInOrder(OrgsActions.ViewingStarted.Code, OrgsActions.ViewingEnded.Code);
    }

    private async Task<Role> RoleAsync(OrgsWorld world, string name)
    {
        await using var db = database.OpenSystem(world.OrgId);
        return await db.Set<Role>().AsNoTracking().SingleAsync(x => x.Name == name);
    }

    private sealed class Declares(Permission permission) : Module
    {
        public override string Name => "Orgs";

        public override IReadOnlyList<Permission> Permissions => [permission];
    }
}
