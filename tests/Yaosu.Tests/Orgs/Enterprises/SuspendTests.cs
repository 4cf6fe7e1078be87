using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Enterprises;

public sealed class SuspendTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Everybody_of_a_suspended_enterprise_is_out_and_is_told_why_until_it_is_let_in_again()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var platform = await OrgsWorld.OpenAsync(database, OrgKind.Platform);
        var wang = await platform.SignedInAsync(platform.MainName);
        var name = await world.AddUserAsync();
        var key = (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value.SessionKey;
        (await world.Sessions.ActorOfAsync(key)).Should().NotBeNull();
        var suspend = new SuspendEnterprise(database.Databases, world.Sessions);

        (await suspend.RunAsync(wang, world.OrgId, "许可证被吊销")).IsDone.Should().BeTrue();
        database.Time.Advance(SessionStore.Freshness);
        (await world.Sessions.ActorOfAsync(key)).Should().BeNull();
        (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Refusal.Should().Match<Refusal>(x => x.Code == "orgs.enterprise-suspended" && x.Text.Contains("许可证被吊销"));
        (await world.SignIn.RunAsync(name, "不是这个密码", null, null)).Refusal.Should().Be(OrgsRefusals.WrongNameOrPassword, "whoever doesn't know the password learns nothing");
        (await suspend.RunAsync(wang, world.OrgId, "再停一次")).Refusal.Should().Be(OrgsRefusals.EnterpriseAlreadySuspended);
        (await new EnterpriseList(database.Databases, new(database.Databases, [])).RunAsync(wang, new(IsSuspended: true, Kind: OrgKind.Manufacturer, Text: "示例企业"), new PageRequest())).Value.Rows.Should().ContainSingle(x => x.Id == world.OrgId);

        (await suspend.RunAsync(wang, world.OrgId, null)).IsDone.Should().BeTrue();
        (await suspend.RunAsync(wang, world.OrgId, null)).Refusal.Should().Be(OrgsRefusals.EnterpriseNotSuspended);
        (await world.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).IsDone.Should().BeTrue();
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<AuditEntry>().CountAsync(x => x.Action == OrgsActions.EnterpriseSuspended.Code || x.Action == OrgsActions.EnterpriseResumed.Code)).Should().Be(2);
    }

    [Fact]
    public async Task Only_operators_suspend_never_without_a_reason_and_never_themselves()
    {
        var (world, other) = (await OrgsWorld.OpenAsync(database), await OrgsWorld.OpenAsync(database));
        var platform = await OrgsWorld.OpenAsync(database, OrgKind.Platform);
        var (main, wang) = (await world.SignedInAsync(world.MainName), await platform.SignedInAsync(platform.MainName));
        var suspend = new SuspendEnterprise(database.Databases, world.Sessions);
        (await suspend.RunAsync(main, other.OrgId, "竞争对手")).Refusal!.Code.Should().Be("access.denied");
        (await suspend.RunAsync(wang, world.OrgId, "")).Refusal.Should().Be(OrgsRefusals.ReasonRequired);
        (await suspend.RunAsync(wang, wang.OrgId, "手滑")).Refusal.Should().Be(OrgsRefusals.PlatformStays);
        (await suspend.RunAsync(wang, 987_654_321, "不存在")).Refusal.Should().Be(OrgsRefusals.EnterpriseNotFound);
    }
}
