using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.SignIn;

public sealed class SignInTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task The_main_account_signs_in_and_may_do_everything()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        actor.OrgId.Should().Be(world.OrgId);
        actor.IsMain.Should().BeTrue();
        actor.May(OrgsPermissions.ViewAudit).Should().BeTrue();
    }

    [Fact]
    public async Task Full_width_and_upper_case_names_are_the_same_name()
    {
        var world = await OrgsWorld.OpenAsync(database);
        (await world.SignIn.RunAsync("  " + world.MainName.ToUpperInvariant().Replace('M', 'Ｍ') + " ", OrgsWorld.Password, null, null)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        var world = await OrgsWorld.OpenAsync(database);
        (await world.SignIn.RunAsync(world.MainName, "not this one", null, null)).Refusal.Should().Be(OrgsRefusals.WrongNameOrPassword);
        (await world.SignIn.RunAsync(world.MainName, "not\uFFFEthis", null, null)).Refusal.Should().Be(OrgsRefusals.WrongNameOrPassword, "characters that can't be normalised are no reason to fail");
        (await world.SignIn.RunAsync("nobody-at-all", "not this one", null, null)).Refusal.Should().Be(OrgsRefusals.WrongNameOrPassword);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_alike_for_known_and_unknown_names_and_ends_after_a_while()
    {
        var world = await OrgsWorld.OpenAsync(database);
        foreach (var name in new[] { world.MainName, "nobody-" + world.OrgId })
        {
            for (var i = 0; i < 5; i++)
                (await world.SignIn.RunAsync(name, "guess", null, null)).Refusal.Should().Be(OrgsRefusals.WrongNameOrPassword);
            (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Refusal.Should().Be(OrgsRefusals.TooManyTries);
        }
        database.Time.Advance(TimeSpan.FromMinutes(16));
        (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task A_disabled_account_is_told_whom_to_ask_and_only_after_its_password()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var name = await world.AddUserAsync();
        await using (var db = database.OpenSystem(world.OrgId))
            await db.Set<User>().Where(x => x.SignInName == name).ExecuteUpdateAsync(set => set.SetProperty(x => x.IsDisabled, true));
        (await world.SignIn.RunAsync(name, "wrong password", null, null)).Refusal.Should().Be(OrgsRefusals.WrongNameOrPassword);
        (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Refusal.Should().Be(OrgsRefusals.AccountDisabled);
    }

    [Fact]
    public async Task Signing_in_and_failing_to_are_in_the_audit_log()
    {
        var world = await OrgsWorld.OpenAsync(database);
        await world.SignIn.RunAsync(world.MainName, "wrong password", "10.0.0.9", null);
        await world.SignedInAsync(world.MainName);
        await using var db = database.OpenSystem(world.OrgId);
        var lines = await db.Set<AuditEntry>().OrderByDescending(x => x.Sequence).Take(2).ToListAsync();
        lines.Select(x => x.Action).Should().Equal(OrgsActions.SignedIn.Code, OrgsActions.SignInFailed.Code);
        lines[1].Address.Should().Be("10.0.0.9");
    }

    [Fact]
    public async Task A_session_ends_with_signing_out_and_its_key_is_nowhere_in_the_table()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var key = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        var actor = (await world.Sessions.ActorOfAsync(key))!;
        await using (var platform = database.Databases.OpenPlatform())
            (await platform.Set<Yaosu.Orgs.Sessions.Session>().AnyAsync(x => x.KeyHash == key)).Should().BeFalse();
        await world.SignOut.RunAsync(actor, key);
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull();
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task An_idle_session_ends_after_half_an_hour(int minutes, bool lives)
    {
        var world = await OrgsWorld.OpenAsync(database);
        var key = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        database.Time.Advance(TimeSpan.FromMinutes(minutes));
        (await world.Sessions.ActorOfAsync(key) is not null).Should().Be(lives);
    }

    [Fact]
    public async Task A_screen_that_refreshes_by_itself_keeps_nobody_signed_in()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var key = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        for (var i = 0; i < 31; i++)
        {
            await world.Sessions.ActorOfAsync(key);
            database.Time.Advance(TimeSpan.FromMinutes(1));
        }
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull();
    }

    [Fact]
    public async Task A_busy_session_ends_after_twelve_hours()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var key = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, null, null)).Value.SessionKey;
        for (var i = 0; i < 12 * 3; i++)
        {
            (await world.Sessions.ActorOfAsync(key)).Should().NotBeNull();
            await world.Sessions.TouchAsync(key);
            database.Time.Advance(TimeSpan.FromMinutes(20));
        }
        database.Time.Advance(TimeSpan.FromMinutes(1));
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull();
    }

    [Fact]
    public async Task Rights_taken_away_are_gone_within_seconds()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var name = await world.AddUserAsync(OrgsPermissions.ViewAudit);
        var key = (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value.SessionKey;
        (await world.Sessions.ActorOfAsync(key))!.May(OrgsPermissions.ViewAudit).Should().BeTrue();
        await using (var db = database.OpenSystem(world.OrgId))
        {
            var user = await db.Set<User>().SingleAsync(x => x.SignInName == name);
            db.RemoveRange(await db.Set<UserRole>().Where(x => x.UserId == user.Id).ToListAsync());
            await db.SaveChangesAsync();
        }
        database.Time.Advance(TimeSpan.FromSeconds(3));
        (await world.Sessions.ActorOfAsync(key))!.May(OrgsPermissions.ViewAudit).Should().BeFalse();
    }
}
