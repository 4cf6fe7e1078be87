using Yaosu.Orgs.Account;
using Yaosu.Orgs.Home;
using Yaosu.Platform.Audit;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Home;

public sealed class RecentActivityTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Days_are_days_in_China_and_the_newest_line_comes_first()
    {
        var world = await OrgsWorld.OpenAsync(database);
        database.Time.Advance(TimeSpan.FromDays(1));
        var actor = await world.SignedInAsync(world.MainName);
        var activity = (await new RecentActivity(database.Databases).RunAsync(actor)).Value;
        activity.ByDay.Should().HaveCount(RecentActivity.Days);
        activity.ByDay[^1].Should().Be((ChinaTime.Today(database.Time), 1L));
        activity.ByDay[^2].Count.Should().Be(2);
        activity.Latest[0].Action.Should().Be(Yaosu.Orgs.OrgsActions.SignedIn.Code);
    }

    [Fact]
    public async Task What_is_kept_for_the_next_viewer_is_not_shown_after_something_happened_nor_to_another_enterprise()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var other = await OrgsWorld.OpenAsync(database);
        var activity = new RecentActivity(database.Databases);
        var actor = await world.SignedInAsync(world.MainName);
        var before = (await activity.RunAsync(actor)).Value.Today;
        (await activity.RunAsync(actor)).Value.Today.Should().Be(before);
        await world.SignedInAsync(world.MainName);
        (await activity.RunAsync(actor)).Value.Today.Should().Be(before + 1);
        (await activity.RunAsync(await other.SignedInAsync(other.MainName))).Value.Latest.Should().HaveCount(3);
        database.Time.Advance(TimeSpan.FromDays(1));
        (await activity.RunAsync(actor)).Value.Today.Should().Be(0);
    }

    [Fact]
    public async Task Without_the_right_it_is_refused()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(await world.AddUserAsync());
        (await new RecentActivity(database.Databases).RunAsync(actor)).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task An_objects_history_names_fields_in_Chinese_newest_first()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        (await new SaveProfile(database.Databases, new(database.Time)).RunAsync(actor, new(0, "主账号", "13800000000", null, null, OrgsWorld.Password))).IsDone.Should().BeTrue();
        var history = await new ObjectHistory(database.Databases, new AuditWords(ProductModules.All, database.Databases)).RunAsync(actor, nameof(User), actor.UserId);
        history[0].What.Should().Be("修改个人资料");
        history[0].Changes.Should().Contain(new FieldChange("手机号", null, "13800000000"));
        history.Should().BeInDescendingOrder(entry => entry.At);
    }
}
