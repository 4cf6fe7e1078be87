using Yaosu.Codes.PrintOrders;

namespace Yaosu.Tests.Codes;

public sealed class PrintQuoteTests
{
    private static readonly PrintPrices Prices = new(12, 300_000, [new(30_000, 12), new(1_000_000, 10), new(5_000_001, 9)]);

    [Theory]
    [InlineData(0, null, 0, "")]
    [InlineData(1, null, 300_000, "3000.0000")]
    [InlineData(21, null, 300_000, "142.8571")]
    [InlineData(29_999, null, 300_000, "0.1000")]
    [InlineData(30_000, 12L, 360_000, "0.12")]
    [InlineData(999_999, 12L, 11_999_988, "0.12")]
    [InlineData(1_000_000, 10L, 10_000_000, "0.10")]
    [InlineData(5_000_000, 10L, 50_000_000, "0.10")]
    [InlineData(5_000_001, 9L, 45_000_009, "0.09")]
    public void Inner_codes_all_cost_what_their_number_says(long count, long? fen, long amount, string unit)
    {
        var inner = PrintQuote.Of(Prices, 0, count).Inner;
        (inner.Count, inner.Fen, inner.Amount, inner.UnitText).Should().Be((count, fen, amount, unit));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 12)]
    [InlineData(29_999, 359_988)]
    [InlineData(5_000_001, 60_000_012)]
    public void Outer_codes_cost_the_same_however_many_they_are(long count, long amount)
    {
        var quote = PrintQuote.Of(Prices, count, 30_000);
        (quote.Outer.UnitText, quote.Outer.Amount, quote.Amount).Should().Be(("0.12", amount, amount + 360_000));
    }

    [Theory]
    [InlineData(21, "内包装码超过3w以上，单价会便宜至0.12/个，现在仅差29979个码")]
    [InlineData(29_999, "内包装码超过3w以上，单价会便宜至0.12/个，现在仅差1个码")]
    [InlineData(30_000, null)]
    [InlineData(0, null)]
    public void The_hint_says_how_far_it_is_to_a_price_for_each(long count, string? hint) => PrintQuote.Of(Prices, 7, count).Hint.Should().Be(hint);

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(29_999, null, null)] // 30,000 cost 3600, not less than 3000.
    [InlineData(833_333, null, null)]
    [InlineData(833_334, 166_666L, 10_000_000L)]
    [InlineData(999_999, 1L, 10_000_000L)]
    [InlineData(1_000_000, null, null)]
    [InlineData(4_500_000, null, null)]
    [InlineData(4_500_001, 500_000L, 45_000_009L)]
    [InlineData(5_000_000, 1L, 45_000_009L)]
    [InlineData(5_000_001, null, null)]
    public void More_codes_are_recommended_only_where_all_together_cost_less(long count, long? more, long? amount)
    {
        var saving = PrintQuote.Of(Prices, 0, count).Saving;
        (saving?.More, saving?.Amount).Should().Be((more, amount));
    }

    [Fact]
    public void A_first_tier_between_round_numbers_is_said_in_full() =>
        PrintQuote.Of(Prices with { Tiers = [new(25_500, 11)] }, 0, 500).Hint.Should().Be("内包装码超过25500以上，单价会便宜至0.11/个，现在仅差25000个码");
}
