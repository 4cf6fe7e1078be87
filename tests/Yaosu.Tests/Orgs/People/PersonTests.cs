using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.People;

public sealed class PersonTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_added_person_signs_in_with_the_password_told_once_and_has_to_change_it()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var added = (await world.AddPerson.RunAsync(main, new("Ｚhang_San", await DetailsAsync(world)))).Value;
        added.SignInName.Should().Be("zhang_san");
        var key = (await world.SignIn.RunAsync("zhang_san", added.Password, null, null)).Value.SessionKey;
        (await world.Sessions.ActorOfAsync(key))!.MustChangePassword.Should().BeTrue();
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var refused = await world.AddPerson.RunAsync(main, new("a b", new("", "123", "nobody", new string('长', 41), null, []), "short", "other"));
        refused.Refusals.Select(x => x.Field).Should().BeEquivalentTo("Name", "Phone", "Email", "Title", "DepartmentId", "RoleIds", "SignInName", "NewPassword", "RepeatPassword");
    }

    [Fact]
    public async Task Two_accounts_can_not_have_one_name_even_in_two_enterprises()
    {
        var (one, other) = (await OrgsWorld.OpenAsync(database), await OrgsWorld.OpenAsync(database));
        var name = await one.AddUserAsync();
        var main = await other.SignedInAsync(other.MainName);
        (await other.AddPerson.RunAsync(main, new(name, await DetailsAsync(other)))).Refusal.Should().Be(OrgsRefusals.SignInNameTaken);
    }

    [Fact]
    public async Task Without_the_right_nobody_adds_and_with_it_nobody_gives_more_than_he_has()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var details = await DetailsAsync(world);
        var clerk = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewPeople));
        (await world.AddPerson.RunAsync(clerk, new("sneaky_one", details))).Refusal!.Code.Should().Be("access.denied");

        var manager = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewPeople, OrgsPermissions.ManagePeople));
        (await world.AddPerson.RunAsync(manager, new("sneaky_two", details))).Refusal!.Code.Should().Be("orgs.cannot-grant");
        await using var db = database.OpenSystem(world.OrgId);
        var harmless = new Role { Name = "没有权限的角色", Permissions = [] };
        db.Add(harmless);
        await db.SaveChangesAsync();
        (await world.AddPerson.RunAsync(manager, new("honest_one", details with { RoleIds = [harmless.Id] }))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task A_unit_or_a_role_of_another_enterprise_does_not_exist()
    {
        var (one, other) = (await OrgsWorld.OpenAsync(database), await OrgsWorld.OpenAsync(database));
        var main = await one.SignedInAsync(one.MainName);
        var (mine, theirs) = (await DetailsAsync(one), await DetailsAsync(other));
        (await one.AddPerson.RunAsync(main, new("stranger_1", mine with { DepartmentId = theirs.DepartmentId }))).Refusal!.Code.Should().Be(OrgsRefusals.DepartmentNotFound.Code);
        (await one.AddPerson.RunAsync(main, new("stranger_2", mine with { RoleIds = theirs.RoleIds }))).Refusal!.Code.Should().Be(OrgsRefusals.RoleNotFound.Code);
    }

    [Fact]
    public async Task A_change_of_roles_is_in_the_log_by_name_and_reaches_whoever_is_signed_in()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var key = (await world.SignIn.RunAsync(await world.AddUserAsync(OrgsPermissions.ViewAudit), OrgsWorld.Password, null, null)).Value.SessionKey;
        var actor = (await world.Sessions.ActorOfAsync(key))!;
        var change = new ChangePerson(database.Databases, world.Tree);
        var person = (await change.FindAsync(main, actor.UserId)).Value;
        var market = await RoleAsync(world, "市场");

        (await change.RunAsync(main, person.Id, person.Version, person.Details with { RoleIds = [market] })).IsDone.Should().BeTrue();
        database.Time.Advance(SessionStore.Freshness);
        (await world.Sessions.ActorOfAsync(key))!.May(OrgsPermissions.ViewAudit).Should().BeFalse();
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().SingleAsync(x => x.Action == OrgsActions.UserChanged.Code)).Note.Should().Contain("授予角色：市场").And.Contain("收回角色：角色");
        (await change.RunAsync(main, person.Id, person.Version, person.Details with { Phone = "13800000009" })).Refusal.Should().Be(OrgsRefusals.PersonChangedMeanwhile, "whoever had the form open must not take the new role away");
    }

    [Fact]
    public async Task Whoever_is_disabled_or_removed_is_out_at_once_and_a_removed_name_is_free()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var name = await world.AddUserAsync();
        var key = (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value.SessionKey;
        var actor = (await world.Sessions.ActorOfAsync(key))!;
        var disable = new DisablePerson(database.Databases, world.Sessions, world.Tree);
        (await disable.RunAsync(main, actor.UserId, disabled: true)).IsDone.Should().BeTrue();
        database.Time.Advance(SessionStore.Freshness);
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull();
        (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Refusal.Should().Be(OrgsRefusals.AccountDisabled);
        (await disable.RunAsync(main, actor.UserId, disabled: false)).IsDone.Should().BeTrue();
        (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).IsDone.Should().BeTrue();

        (await new RemovePerson(database.Databases, world.Sessions, world.Tree).RunAsync(main, actor.UserId)).IsDone.Should().BeTrue();
        (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Refusal.Should().Be(OrgsRefusals.WrongNameOrPassword);
        (await world.AddPerson.RunAsync(main, new(name, await DetailsAsync(world)))).IsDone.Should().BeTrue();
        (await new PersonList(database.Databases).RunAsync(main, new(name), new PageRequest())).Value.Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task The_main_account_and_oneself_can_be_neither_changed_nor_stopped()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var manager = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ManagePeople));
        var disable = new DisablePerson(database.Databases, world.Sessions, world.Tree);
        (await disable.RunAsync(manager, main.UserId, true)).Refusal.Should().Be(OrgsRefusals.MainAccountStays);
        (await disable.RunAsync(manager, manager.UserId, true)).Refusal.Should().Be(OrgsRefusals.NotOneself);
        (await new ResetPersonPassword(database.Databases, world.Sessions, world.Tree).RunAsync(manager, main.UserId)).Refusal.Should().Be(OrgsRefusals.MainAccountStays);
    }

    [Fact]
    public async Task A_data_scope_hides_the_people_of_other_units()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var elsewhere = (await new SaveDepartment(database.Databases).RunAsync(main, new(null, 0, "外地", null))).Value;
        var details = await DetailsAsync(world);
        var hidden = (await world.AddPerson.RunAsync(main, new("far_away_1", details with { DepartmentId = elsewhere }))).Value;
        var manager = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewPeople, OrgsPermissions.ManagePeople));
        await using (var db = database.OpenSystem(world.OrgId))
            await db.Set<Role>().Where(x => x.Name.StartsWith("角色")).ExecuteUpdateAsync(set => set.SetProperty(x => x.DataScope, DataScope.OwnDepartment));
        var limited = (await world.People.FindAsync(world.OrgId, manager.UserId))!;

        var seen = (await new PersonList(database.Databases).RunAsync(limited, new(), new PageRequest())).Value.Rows;
        seen.Select(x => x.Id).Should().Contain(limited.UserId).And.NotContain(hidden.Id);
        (await new ChangePerson(database.Databases, world.Tree).FindAsync(limited, hidden.Id)).Refusal.Should().Be(OrgsRefusals.NoSuchPerson);
        (await new DisablePerson(database.Databases, world.Sessions, world.Tree).RunAsync(limited, hidden.Id, true)).Refusal.Should().Be(OrgsRefusals.NoSuchPerson);
    }

    [Fact]
    public async Task Nobody_rules_an_account_that_may_do_more_than_he()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var strong = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.VerifyAudit));
        var manager = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ManagePeople));
        var refusal = OrgsRefusals.HoldsMoreThanYou(OrgsPermissions.VerifyAudit);
        (await new ResetPersonPassword(database.Databases, world.Sessions, world.Tree).RunAsync(manager, strong.UserId)).Refusal.Should().Be(refusal);
        (await new DisablePerson(database.Databases, world.Sessions, world.Tree).RunAsync(manager, strong.UserId, true)).Refusal.Should().Be(refusal);
        (await new RemovePerson(database.Databases, world.Sessions, world.Tree).RunAsync(manager, strong.UserId)).Refusal.Should().Be(refusal);
        var change = new ChangePerson(database.Databases, world.Tree);
        var shown = (await change.FindAsync(await world.SignedInAsync(world.MainName), strong.UserId)).Value;
        (await change.RunAsync(manager, shown.Id, shown.Version, shown.Details with { Phone = "13700000001" })).Refusal!.Code.Should().Be(refusal.Code, "a phone signs in and sets a new password");
        (await change.RunAsync(manager, shown.Id, shown.Version, shown.Details with { Title = "主管" })).Refusals.Should().BeEmpty();
    }

    [Fact]
    public async Task A_manager_of_one_unit_neither_widens_his_scope_nor_his_tree()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var save = new SaveDepartment(database.Databases);
        var other = (await save.RunAsync(main, new(null, 0, "总部", null))).Value;
        var limited = (await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewPeople, OrgsPermissions.ManagePeople, OrgsPermissions.ManageRoles))) with { Departments = new HashSet<long> { await world.UnitAsync() } };
        (await save.RunAsync(limited, new(other, 0, "总部", await world.UnitAsync()))).Refusal.Should().Be(OrgsRefusals.DepartmentNotFound);
        (await save.RunAsync(limited, new(null, 0, "新部门", null))).Refusal!.Code.Should().Be(OrgsRefusals.ScopeTooWide.Code);
        (await new DeleteDepartment(database.Databases).RunAsync(limited, other)).Refusal.Should().Be(OrgsRefusals.DepartmentNotFound);
        (await save.RunAsync(limited, new(null, 0, "科室", await world.UnitAsync()))).IsDone.Should().BeTrue();

        var inspector = await RoleAsync(world, "市场");
        (await world.AddPerson.RunAsync(limited, new("wide_scope", (await DetailsAsync(world)) with { RoleIds = [inspector] }))).Refusal!.Code.Should().Be(OrgsRefusals.ScopeTooWide.Code);
        (await new SaveRole(database.Databases, world.Tree).RunAsync(limited, new(null, 0, "全部", DataScope.All, new HashSet<string>()))).Refusal!.Code.Should().Be(OrgsRefusals.ScopeTooWide.Code);
        var myself = (await new ChangePerson(database.Databases, world.Tree).FindAsync(limited, limited.UserId)).Value;
        (await new ChangePerson(database.Databases, world.Tree).RunAsync(limited, myself.Id, myself.Version, myself.Details with { MayInspectMarket = true })).Refusal.Should().Be(OrgsRefusals.OwnSpecialRights);
    }

    [Fact]
    public async Task What_is_refused_inside_a_transaction_leaves_nothing_behind()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var throttle = new Yaosu.Orgs.SignIn.SignInThrottle(database.Time);
        var looking = main with { IsMain = false, ViewingAs = "市场" };
        (await new ChangePassword(database.Databases, world.Sessions, throttle).RunAsync(looking, OrgsWorld.Password, "另一个足够长的密码", "另一个足够长的密码")).Refusal.Should().Be(Actor.OnlyViewing);
        (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).IsDone.Should().BeTrue("the old password still holds");
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().AnyAsync(x => x.Action == OrgsActions.PasswordChanged.Code)).Should().BeFalse();
    }

    [Fact]
    public async Task People_are_found_by_unit_with_what_is_below_by_role_and_by_state()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var details = await DetailsAsync(world);
        var below = (await new SaveDepartment(database.Databases).RunAsync(main, new(null, 0, "下级", details.DepartmentId))).Value;
        var added = (await world.AddPerson.RunAsync(main, new($"findme{world.OrgId}", details with { DepartmentId = below }))).Value;
        var list = new PersonList(database.Databases);
        async Task<bool> FoundAsync(PersonFilter filter) => (await list.RunAsync(main, filter, new PageRequest())).Value.Rows.Any(row => row.Id == added.Id);
        (await FoundAsync(new(DepartmentId: details.DepartmentId))).Should().BeTrue();
        (await FoundAsync(new(RoleId: details.RoleIds[0], IsDisabled: false))).Should().BeTrue();
        (await FoundAsync(new(RoleId: await RoleAsync(world, "市场")))).Should().BeFalse();
        (await FoundAsync(new(IsDisabled: true))).Should().BeFalse();
        (await FoundAsync(new(Text: "findme"))).Should().BeTrue();
    }

    private async Task<PersonDetails> DetailsAsync(OrgsWorld world) => new("示例·张三", "13800000000", null, null, await world.UnitAsync(), [await RoleAsync(world, "质量负责人")]);

    private async Task<long> RoleAsync(OrgsWorld world, string name)
    {
        await using var db = database.OpenSystem(world.OrgId);
        return await db.Set<Role>().Where(x => x.Name == name).Select(x => x.Id).SingleAsync();
    }
}
