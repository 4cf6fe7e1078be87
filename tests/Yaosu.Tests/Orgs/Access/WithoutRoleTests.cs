using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Access;

/// <summary>Sub-accounts that nobody has given a role, those whose rights were cleared, and whom they can ask.</summary>
public sealed class WithoutRoleTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Whoever_has_a_role_even_an_empty_one_can_use_the_console_and_whoever_has_none_can_not()
    {
        var world = await OrgsWorld.OpenAsync(database);
        (await world.SignedInAsync(world.MainName)).IsWithoutRole.Should().BeFalse("the main account needs none");
        var person = await world.SignedInAsync(await world.AddUserAsync());
        person.IsWithoutRole.Should().BeFalse();
        await TakeRolesAsync(world, person.UserId);
        (await world.People.FindAsync(world.OrgId, person.UserId))!.IsWithoutRole.Should().BeTrue();
    }

    [Fact]
    public async Task A_role_given_meanwhile_shows_within_the_time_that_rights_are_remembered()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var name = await world.AddUserAsync(OrgsPermissions.ViewAudit);
        var key = (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value.SessionKey;
        var person = (await world.Sessions.ActorOfAsync(key))!;
        var role = await TakeRolesAsync(world, person.UserId);
        database.Time.Advance(Yaosu.Orgs.Sessions.SessionStore.Freshness);
        (await world.Sessions.ActorOfAsync(key))!.Should().Match<Actor>(x => x.IsWithoutRole && !x.May(OrgsPermissions.ViewAudit));
        await using (var db = database.OpenSystem(world.OrgId))
        {
            db.Add(new UserRole { UserId = person.UserId, RoleId = role });
            await db.SaveChangesAsync();
        }
        database.Time.Advance(Yaosu.Orgs.Sessions.SessionStore.Freshness);
        (await world.Sessions.ActorOfAsync(key))!.Should().Match<Actor>(x => !x.IsWithoutRole && x.May(OrgsPermissions.ViewAudit));
    }

    [Fact]
    public async Task Those_who_can_give_a_role_are_named_with_masked_phones_the_main_account_first()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var elsewhere = await OrgsWorld.OpenAsync(database);
        await elsewhere.AddUserAsync(OrgsPermissions.ManagePeople);
        var manager = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ManagePeople));
        var stopped = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ManagePeople));
        var person = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewAudit));
        var main = await world.SignedInAsync(world.MainName);
        await new DisablePerson(database.Databases, world.Sessions, world.Tree).RunAsync(main, stopped.UserId, disabled: true);
        await using (var db = database.OpenSystem(world.OrgId))
            await db.Set<User>().Where(x => x.Id == main.UserId).ExecuteUpdateAsync(set => set.SetProperty(x => x.Phone, "19900001234"));

        var help = await new WhoGrants(database.Databases).ForAsync(person, missing: null);
        help.Should().BeEquivalentTo(new AccessHelp([new("主账号", true, "199****1234"), new(manager.Name, false, null)]), with => with.WithStrictOrdering());
        help.Names.Should().Be($"主账号（主账号，199****1234）、{manager.Name}");
    }

    [Fact]
    public async Task For_a_missing_right_only_those_are_named_who_have_it_themselves()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var both = await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ManagePeople, OrgsPermissions.ViewAudit));
        await world.AddUserAsync(OrgsPermissions.ManagePeople);
        await world.AddUserAsync(OrgsPermissions.ViewAudit);
        var person = await world.SignedInAsync(await world.AddUserAsync());
        (await new WhoGrants(database.Databases).ForAsync(person, OrgsPermissions.ViewAudit)).Grantors.Select(x => x.Name).Should().Equal("主账号", both.Name);
        (await new WhoGrants(database.Databases).ForAsync(person, OrgsPermissions.ViewEnterprises)).Grantors.Should().BeEmpty("that is the operators' alone");
    }

    [Fact]
    public async Task Sub_accounts_from_before_April_2019_lose_their_rights_once_and_keep_what_they_are_given_then()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var (old, young) = (await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewAudit)), await world.SignedInAsync(await world.AddUserAsync(OrgsPermissions.ViewAudit)));
        await using (var db = database.OpenSystem(world.OrgId))
        {
            await db.Set<User>().Where(x => x.Id == old.UserId || x.IsMain).ExecuteUpdateAsync(set => set.SetProperty(x => x.CreatedAt, ClearLegacyAccounts.Before.AddTicks(-10)).SetProperty(x => x.MayInspectMarket, true));
            await db.Set<User>().Where(x => x.Id == young.UserId).ExecuteUpdateAsync(set => set.SetProperty(x => x.CreatedAt, ClearLegacyAccounts.Before));
        }
        await ClearAsync();
        (await world.People.FindAsync(world.OrgId, old.UserId))!.IsWithoutRole.Should().BeTrue();
        (await world.People.FindAsync(world.OrgId, young.UserId))!.IsWithoutRole.Should().BeFalse();
        (await new WhoGrants(database.Databases).ForAsync(old, null)).WasCleared.Should().BeTrue();
        (await new WhoGrants(database.Databases).ForAsync(young, null)).WasCleared.Should().BeFalse();
        await using (var db = database.OpenSystem(world.OrgId))
        {
            (await db.Set<User>().SingleAsync(x => x.Id == old.UserId)).MayInspectMarket.Should().BeFalse();
            (await db.Set<User>().SingleAsync(x => x.IsMain)).MayInspectMarket.Should().BeTrue("the main account keeps everything");
            (await db.Set<AuditEntry>().SingleAsync(x => x.Action == OrgsActions.PermissionsCleared.Code)).ObjectId.Should().Be(old.UserId);
            db.Add(new UserRole { UserId = old.UserId, RoleId = await db.Set<UserRole>().Where(x => x.UserId == young.UserId).Select(x => x.RoleId).SingleAsync() });
            await db.SaveChangesAsync();
        }
        await ClearAsync();
        (await world.People.FindAsync(world.OrgId, old.UserId))!.May(OrgsPermissions.ViewAudit).Should().BeTrue();
    }

    private Task ClearAsync() => new ClearLegacyAccounts(database.Databases).RunAsync(CancellationToken.None);

    /// <returns>The role that was taken.</returns>
    private async Task<long> TakeRolesAsync(OrgsWorld world, long userId)
    {
        await using var db = database.OpenSystem(world.OrgId);
        var role = await db.Set<UserRole>().Where(x => x.UserId == userId).Select(x => x.RoleId).SingleAsync();
        await db.Set<UserRole>().Where(x => x.UserId == userId).ExecuteDeleteAsync();
        return role;
    }
}
