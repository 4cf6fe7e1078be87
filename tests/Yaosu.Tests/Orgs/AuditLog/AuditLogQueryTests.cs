using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.AuditLog;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.AuditLog;

public sealed class AuditLogQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private AuditLogQuery Log => new(database.Databases);

    [Fact]
    public async Task Without_the_right_it_is_refused_by_the_use_case_itself()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(await world.AddUserAsync());
        (await Log.RunAsync(actor, new(), new())).Refusal!.Text.Should().Contain("查看审计日志");
        (await Log.FindAsync(actor, 1)).Refusal!.Code.Should().Be("access.denied");
        (await new VerifyAuditChain(database.Databases).RunAsync(actor)).Refusal!.Text.Should().Contain("校验审计链");
    }

    [Fact]
    public async Task Filters_narrow_it_down_and_sorting_by_any_column_is_stable()
    {
        var world = await OrgsWorld.OpenAsync(database);
        await world.SignIn.RunAsync(world.MainName, "wrong password", null, null);
        var actor = await world.SignedInAsync(world.MainName);

        (await RowsAsync(actor, new(Action: OrgsActions.SignInFailed.Code))).Should().ContainSingle();
        (await RowsAsync(actor, new(Person: "主账"))).Should().HaveCount(2);
        (await RowsAsync(actor, new(ObjectType: nameof(User)))).Should().HaveCount(3);
        (await RowsAsync(actor, new(Text: "示例企业"))).Should().NotBeEmpty();
        (await RowsAsync(actor, new(Text: "100%_没有"))).Should().BeEmpty();
        var today = ChinaTime.Today(database.Time);
        (await RowsAsync(actor, new(From: today, To: today))).Should().HaveCount(4);
        (await RowsAsync(actor, new(To: today.AddDays(-1)))).Should().BeEmpty();
        foreach (var sort in AuditLogQuery.Sorts.Names)
        {
            var whole = await RowsAsync(actor, new(), new(1, 50, sort));
            var first = await RowsAsync(actor, new(), new(1, 2, sort));
            var second = await RowsAsync(actor, new(), new(2, 2, sort));
            first.Concat(second).Should().Equal(whole.Take(4));
        }
    }

    [Fact]
    public async Task A_sort_that_is_not_on_the_list_falls_back_to_newest_first()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        (await RowsAsync(actor, new(), new(1, 50, "PasswordHash; DROP TABLE"))).Select(row => row.Sequence).Should().BeInDescendingOrder();
    }

    [Fact]
    public async Task Another_enterprise_sees_only_its_own_lines()
    {
        var (one, other) = (await OrgsWorld.OpenAsync(database), await OrgsWorld.OpenAsync(database));
        await one.SignedInAsync(one.MainName);
        await one.SignedInAsync(one.MainName);
        var actor = await other.SignedInAsync(other.MainName);
        (await Log.FindAsync(actor, 4)).Refusal.Should().Be(OrgsRefusals.AuditEntryNotFound);
        (await RowsAsync(actor, new())).Should().HaveCount(3);
    }

    [Fact]
    public async Task Checking_the_chain_says_so_in_the_log()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        (await new VerifyAuditChain(database.Databases).RunAsync(actor)).Value.Should().BeEmpty();
        (await RowsAsync(actor, new(Action: OrgsActions.AuditVerified.Code))).Should().ContainSingle().Which.Note.Should().Be("完整");
    }

    private async Task<IReadOnlyList<AuditLogRow>> RowsAsync(Actor actor, AuditLogFilter filter, PageRequest? page = null) =>
        (await Log.RunAsync(actor, filter, page ?? new(1, 50))).Value.Rows;
}
