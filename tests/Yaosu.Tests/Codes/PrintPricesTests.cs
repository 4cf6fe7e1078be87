using Microsoft.EntityFrameworkCore;
using Yaosu.Codes;
using Yaosu.Codes.PrintOrders;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Orgs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

public sealed class PrintPricesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly SetPrintPrices _prices = new(database.Databases);

    [Fact]
    public async Task New_prices_wait_for_their_day_and_are_in_the_log()
    {
        var operators = await OperatorAsync();
        var before = (await _prices.ListAsync(operators)).Value;
        (before.InForce, before.Lists[^1].Prices.Tiers).Should().BeEquivalentTo((new DateOnly(2020, 1, 1), new PrintTier[] { new(30_000, 12), new(1_000_000, 10), new(5_000_001, 9) }));

        var day = ChinaTime.Today(database.Time).AddDays(40);
        (await _prices.RunAsync(operators, Wanted(day))).IsDone.Should().BeTrue();
        (await _prices.RunAsync(operators, Wanted(day))).Refusal.Should().Be(CodesRefusals.PricesTaken);
        var shown = (await _prices.ListAsync(operators)).Value;
        shown.InForce.Should().Be(before.InForce);
        shown.Lists[0].Prices.Should().BeEquivalentTo(new PrintPrices(15, 200_000, [new(20_000, 13), new(500_000, 8)]));
        await using var db = database.OpenSystem(operators.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.Action == CodesActions.PrintPricesSet.Code).OrderBy(x => x.Sequence).LastAsync()).ObjectName.Should().Be($"{day:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData(0, "From", new[] { "20000 0.13" })]
    [InlineData(1, "Tiers", new string[0])]
    [InlineData(1, "Tiers", new[] { "20000 0.13", "20000 0.12" })]
    [InlineData(1, "Tiers", new[] { "20000 0.135" })]
    [InlineData(1, "Tiers", new[] { "1 0.13" })]
    [InlineData(1, "Tiers", new[] { "20000" })]
    [InlineData(1, "Tiers", new[] { "20000 -1" })]
    public async Task Prices_that_could_not_be_meant_are_refused_at_their_field(int days, string field, string[] tiers)
    {
        var outcome = await _prices.RunAsync(await OperatorAsync(), Wanted(ChinaTime.Today(database.Time).AddDays(days)) with { Tiers = tiers });
        outcome.Refusals.Should().ContainSingle().Which.Field.Should().Be(field);
    }

    [Fact]
    public async Task Prices_may_be_withdrawn_until_their_day()
    {
        var operators = await OperatorAsync();
        var day = ChinaTime.Today(database.Time).AddDays(60);
        (await _prices.RunAsync(operators, Wanted(day))).IsDone.Should().BeTrue();
        (await _prices.WithdrawAsync(operators, day)).IsDone.Should().BeTrue();
        (await _prices.WithdrawAsync(operators, day)).Refusal.Should().Be(CodesRefusals.PricesGone);
        (await _prices.ListAsync(operators)).Value.Lists.Should().NotContain(x => x.From == day);
        (await _prices.WithdrawAsync(operators, new(2020, 1, 1))).Refusal.Should().Be(CodesRefusals.PricesInForce);
        await using var db = database.OpenSystem(operators.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.Action == CodesActions.PrintPricesWithdrawn.Code).SingleAsync()).ObjectName.Should().Be($"{day:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData(null, "20000 0.13", "500000 0.08")]
    [InlineData(500_000L, "20000 0.13", "500000 0.14")]
    [InlineData(null, "nonsense")]
    public void A_price_that_rises_with_the_number_is_asked_about(long? from, params string[] tiers) => SetPrintPrices.RisesAt(tiers).Should().Be(from);

    [Fact]
    public async Task Nothing_is_free_of_charge()
    {
        var outcome = await _prices.RunAsync(await OperatorAsync(), Wanted(ChinaTime.Today(database.Time).AddDays(2)) with { Outer = 0, Flat = -1 });
        outcome.Refusals.Select(x => x.Field).Should().Equal("Outer", "Flat");
    }

    [Fact]
    public async Task Enterprises_set_no_prices()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        (await _prices.RunAsync(main, Wanted(ChinaTime.Today(database.Time).AddDays(3)))).Refusal!.Code.Should().Be("access.denied");
        (await _prices.ListAsync(main)).Refusal!.Code.Should().Be("access.denied");
        (await _prices.WithdrawAsync(main, new(2020, 1, 1))).Refusal!.Code.Should().Be("access.denied");
    }

    private static PrintPricesWanted Wanted(DateOnly from) => new(from, 15, 200_000, ["20000 0.13", "  500000   0.08 ", ""]);

    private async Task<Actor> OperatorAsync()
    {
        var world = await OrgsWorld.OpenAsync(database, Yaosu.Orgs.Enterprises.OrgKind.Platform);
        return await world.SignedInAsync(world.MainName);
    }
}
