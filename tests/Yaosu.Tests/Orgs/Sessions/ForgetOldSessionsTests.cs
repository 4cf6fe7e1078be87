using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Sessions;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Sessions;

public sealed class ForgetOldSessionsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Only_sessions_that_nobody_can_use_any_more_are_deleted()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var old = await world.SignedInAsync(world.MainName);
        database.Time.Advance(ForgetOldSessions.KeptFor);
        var fresh = await world.SignedInAsync(world.MainName);
        database.Time.Advance(TimeSpan.FromMinutes(1));

        await new ForgetOldSessions(database.Databases).RunAsync(CancellationToken.None);

        await using var platform = database.Databases.OpenPlatform();
        var left = await platform.Set<Session>().Where(x => x.OrgId == world.OrgId).Select(x => x.KeyHash).ToListAsync();
        left.Should().Equal(fresh.SessionId).And.NotContain(old.SessionId);
    }
}
