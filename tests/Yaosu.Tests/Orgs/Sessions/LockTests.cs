using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Sessions;

public sealed class LockTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_locked_session_is_nobodys_until_its_password_is_given()
    {
        var (world, key) = await LockedAsync();
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull();
        var locked = (await world.Sessions.FindLockedAsync(key))!;
        locked.Person.Name.Should().Be("主账号");

        (await Unlock(world).RunAsync(locked, "not this one")).Refusal.Should().Be(OrgsRefusals.WrongUnlockPassword);
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull();

        (await Unlock(world).RunAsync(locked, OrgsWorld.Password)).IsDone.Should().BeTrue();
        (await world.Sessions.ActorOfAsync(key))!.Name.Should().Be("主账号");
        (await world.Sessions.FindLockedAsync(key)).Should().BeNull();
    }

    [Fact]
    public async Task Guessing_at_the_lock_is_slowed_down()
    {
        var (world, key) = await LockedAsync();
        var locked = (await world.Sessions.FindLockedAsync(key))!;
        for (var i = 0; i < 5; i++)
            (await Unlock(world).RunAsync(locked, "guess")).Refusal.Should().Be(OrgsRefusals.WrongUnlockPassword);
        (await Unlock(world).RunAsync(locked, OrgsWorld.Password)).Refusal.Should().Be(OrgsRefusals.TooManyTries);
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull();
    }

    [Fact]
    public async Task A_locked_session_ends_by_itself_after_half_an_hour()
    {
        var (world, key) = await LockedAsync();
        database.Time.Advance(TimeSpan.FromMinutes(31));
        (await world.Sessions.FindLockedAsync(key)).Should().BeNull();
    }

    [Fact]
    public async Task Locking_and_opening_are_in_the_log()
    {
        var (world, key) = await LockedAsync();
        await Unlock(world).RunAsync((await world.Sessions.FindLockedAsync(key))!, "guess");
        await Unlock(world).RunAsync((await world.Sessions.FindLockedAsync(key))!, OrgsWorld.Password);
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().OrderByDescending(x => x.Sequence).Take(3).Select(x => x.Action).ToListAsync())
            .Should().Equal(OrgsActions.ScreenUnlocked.Code, OrgsActions.SignInFailed.Code, OrgsActions.ScreenLocked.Code);
    }

    private static UnlockScreen Unlock(OrgsWorld world) => new(world.Database.Databases, world.Sessions, world.Throttle);

    private async Task<(OrgsWorld World, string Key)> LockedAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var key = (await world.SignIn.RunAsync(world.MainName, OrgsWorld.Password, "10.0.0.7", "test")).Value.SessionKey;
        await new LockScreen(database.Databases, world.Sessions).RunAsync((await world.Sessions.ActorOfAsync(key))!);
        return (world, key);
    }
}
