using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Sessions;

public sealed class SessionListTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    [Fact]
    public async Task Everyone_sees_his_own_devices_and_nobody_elses()
    {
        var world = await OrgsWorld.OpenAsync(database);
        await world.SignedInAsync(world.MainName);
        var (actor, _) = await SignInAsync(world, await world.AddUserAsync());
        var row = (await List().OfSelfAsync(actor, new())).Value.Rows.Should().ContainSingle().Subject;
        row.Should().BeEquivalentTo(new { Device = Chrome, Address = "10.0.0.7", Method = SignInMethod.Password, IsCurrent = true, IsLocked = false });
    }

    [Fact]
    public async Task One_of_ones_other_devices_is_signed_out()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var name = await world.AddUserAsync();
        var (actor, _) = await SignInAsync(world, name);
        var (_, phone) = await SignInAsync(world, name);
        var other = (await List().OfSelfAsync(actor, new())).Value.Rows.Single(x => !x.IsCurrent);

        (await End(world).RunAsync(actor, other.Id)).IsDone.Should().BeTrue();
        (await world.Sessions.ActorOfAsync(phone)).Should().BeNull();
        (await List().OfSelfAsync(actor, new())).Value.Rows.Should().ContainSingle();
        (await End(world).RunAsync(actor, other.Id)).IsDone.Should().BeFalse("it is over already");
    }

    [Fact]
    public async Task All_ones_other_devices_are_signed_out_at_once()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var name = await world.AddUserAsync();
        var (actor, own) = await SignInAsync(world, name);
        var others = new List<string>();
        for (var i = 0; i < 2; i++)
            others.Add((await SignInAsync(world, name)).Key);

        (await End(world).OthersOfSelfAsync(actor)).IsDone.Should().BeTrue();
        database.Time.Advance(SessionStore.Freshness);
        foreach (var other in others)
            (await world.Sessions.ActorOfAsync(other)).Should().BeNull();
        (await world.Sessions.ActorOfAsync(own)).Should().NotBeNull();
    }

    [Fact]
    public async Task The_device_one_sits_at_is_not_ended_from_the_list()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var (actor, _) = await SignInAsync(world, await world.AddUserAsync());
        (await End(world).RunAsync(actor, actor.SessionId!)).Refusal.Should().Be(OrgsRefusals.OwnSessionElsewhere);
    }

    [Fact]
    public async Task Without_the_right_one_neither_sees_nor_ends_the_sessions_of_others()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var (actor, _) = await SignInAsync(world, await world.AddUserAsync());
        (await List().RunAsync(actor, null, new())).IsDone.Should().BeFalse();
        (await End(world).RunAsync(actor, main.SessionId!)).Refusal!.Code.Should().Be("access.denied");
        (await End(world).RunAsync(actor, "no such session")).Refusal!.Code.Should().Be("access.denied", "whether it exists is nobody's business");
    }

    [Fact]
    public async Task An_administrator_ends_the_session_of_somebody_and_the_log_says_so()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var (administrator, _) = await SignInAsync(world, await world.AddUserAsync(OrgsPermissions.ViewSessions, OrgsPermissions.EndSessions));
        var (person, key) = await SignInAsync(world, await world.AddUserAsync());
        (await List().RunAsync(administrator, person.Name, new())).Value.Rows.Should().ContainSingle(x => x.Id == person.SessionId);

        (await End(world).RunAsync(administrator, person.SessionId!)).IsDone.Should().BeTrue();
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull();
        await using var db = database.OpenSystem(world.OrgId);
        var line = await db.Set<AuditEntry>().OrderByDescending(x => x.Sequence).FirstAsync();
        line.Should().BeEquivalentTo(new { Action = OrgsActions.SessionForced.Code, ActorId = administrator.UserId, ObjectId = person.UserId, Note = "Chrome（Windows）；10.0.0.7" });
    }

    [Fact]
    public async Task Another_enterprises_sessions_can_neither_be_seen_nor_ended()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var administrator = await world.SignedInAsync(world.MainName);
        var other = await OrgsWorld.OpenAsync(database);
        var (stranger, key) = await SignInAsync(other, other.MainName);
        (await List().RunAsync(administrator, null, new())).Value.Rows.Should().OnlyContain(x => x.UserId == administrator.UserId);
        (await End(world).RunAsync(administrator, stranger.SessionId!)).Refusal.Should().Be(OrgsRefusals.SessionGone);
        (await other.Sessions.ActorOfAsync(key)).Should().NotBeNull();
    }

    [Fact]
    public async Task Sessions_that_nobody_uses_any_more_are_not_online()
    {
        var world = await OrgsWorld.OpenAsync(database);
        await world.SignedInAsync(world.MainName);
        database.Time.Advance(TimeSpan.FromMinutes(31));
        var administrator = await world.SignedInAsync(world.MainName);
        (await List().RunAsync(administrator, null, new())).Value.Rows.Should().ContainSingle(x => x.Id == administrator.SessionId);
    }

    [Theory]
    [InlineData(Chrome, "Chrome（Windows）")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge（Windows）")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50", "微信（iPhone）")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari（macOS）")]
    [InlineData("curl/8.0", "未知设备")]
    [InlineData(null, "未知设备")]
    public void A_device_has_a_name_that_people_know(string? userAgent, string name) => DeviceName.Of(userAgent).Should().Be(name);

    private SessionList List() => new(database.Databases, Options.Create(new SessionOptions()));

    private EndSession End(OrgsWorld world) => new(database.Databases, world.Sessions);

    private static async Task<(Actor Actor, string Key)> SignInAsync(OrgsWorld world, string name)
    {
        var key = (await world.SignIn.RunAsync(name, OrgsWorld.Password, "10.0.0.7", Chrome)).Value.SessionKey;
        return ((await world.Sessions.ActorOfAsync(key))!, key);
    }
}
