using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Sessions;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Sessions;

/// <summary>What an open page hears of changes that others make.</summary>
public sealed class OpenCircuitTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Rights_that_change_are_told_to_the_open_page_and_an_ended_session_makes_it_nobodys()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var name = await world.AddUserAsync(OrgsPermissions.ViewAudit);
        var key = (await world.SignIn.RunAsync(name, OrgsWorld.Password, "127.0.0.1", "test")).Value.SessionKey;
        (await world.Sessions.ActorOfAsync(key))!.May(OrgsPermissions.ViewAudit).Should().BeTrue();
        using var circuit = new SessionAuthenticationState(NullLoggerFactory.Instance, world.Sessions);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(SessionCookie.PrincipalOf(key))));
        var asked = 0;
        circuit.AuthenticationStateChanged += _ => Interlocked.Increment(ref asked);

        await using (var db = database.OpenSystem(world.OrgId))
        {
            var role = await db.Set<Role>().SingleAsync(x => db.Set<UserRole>().Any(has => has.RoleId == x.Id && db.Set<User>().Any(user => user.Id == has.UserId && user.SignInName == name)));
            role.Permissions = [OrgsPermissions.ViewPeople.Code];
            await db.SaveChangesAsync();
        }
        await Eventually(() => asked == 1);
        (await circuit.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated.Should().BeTrue();

        await world.Sessions.EndAsync(key);
        await Eventually(() => asked == 2);
        (await circuit.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated.Should().BeFalse();
    }

    /// <summary>The circuit looks by the real clock; what is remembered of a person ages by the test's.</summary>
    private async Task Eventually(Func<bool> holds)
    {
        for (var i = 0; i < 300 && !holds(); i++)
        {
            await Task.Delay(100);
            database.Time.Advance(SessionStore.Freshness / 10);
        }
        holds().Should().BeTrue();
    }
}
