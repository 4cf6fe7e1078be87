using System.Globalization;

namespace Yaosu.Codes.PrintOrders;

/// <param name="From">As many inner codes and more cost <paramref name="Fen"/> each, all of them.</param>
public sealed record PrintTier(long From, long Fen);

/// <summary>What printing costs, in 分.</summary>
/// <param name="Outer">One outer code, however many there are.</param>
/// <param name="Flat">All inner codes together while they are fewer than the first tier begins with.</param>
/// <param name="Tiers">Ascending.</param>
public sealed record PrintPrices(long Outer, long Flat, IReadOnlyList<PrintTier> Tiers);

/// <param name="Fen">What one costs; null for codes that have a price together, and for none.</param>
/// <param name="Amount">What all cost.</param>
public sealed record PrintLine(long Count, long? Fen, long Amount)
{
    /// <summary>What one really costs, in 元: of codes that have a price together their share of it.</summary>
    public string UnitText => Fen is { } fen ? PrintQuote.Yuan(fen) : Count == 0 ? "" : (Amount / 100m / Count).ToString("0.0000", CultureInfo.InvariantCulture);
}

/// <param name="More">So many codes more and all together cost less.</param>
public sealed record PrintSaving(long More, long Amount);

/// <param name="From">So many codes together cost more.</param>
public sealed record PrintDearer(long From, long Amount);

/// <summary>What printing so many codes costs.</summary>
/// <param name="Hint">How far it is to a price for each; null from there on.</param>
/// <param name="HintDearer">What the hint leaves out: that many cost more together than now. Null where they don't.</param>
/// <param name="Saving">Null where more codes cost more, as one expects.</param>
public sealed record PrintQuote(PrintLine Outer, PrintLine Inner, string? Hint, PrintDearer? HintDearer, PrintSaving? Saving)
{
    public long Amount => Outer.Amount + Inner.Amount;

    public static PrintQuote Of(PrintPrices prices, long outer, long inner)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outer);
        ArgumentOutOfRangeException.ThrowIfNegative(inner);
        var line = InnerLine(prices, inner);
        var saving = inner == 0 ? null : prices.Tiers.Where(tier => tier.From > inner && checked(tier.From * tier.Fen) < line.Amount).Select(tier => new PrintSaving(tier.From - inner, tier.From * tier.Fen)).FirstOrDefault();
        var hint = HintFor(prices, inner);
        var dearer = hint is not null && prices.Tiers[0] is var first && checked(first.From * first.Fen) is var amount && amount > line.Amount ? new PrintDearer(first.From, amount) : null;
        return new(new(outer, prices.Outer, checked(outer * prices.Outer)), line, hint, dearer, saving);
    }

    internal static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static PrintLine InnerLine(PrintPrices prices, long count)
    {
        if (count == 0)
            return new(0, null, 0);
        return prices.Tiers.LastOrDefault(tier => tier.From <= count) is { } tier ? new(count, tier.Fen, checked(count * tier.Fen)) : new(count, null, prices.Flat);
    }

    private static string? HintFor(PrintPrices prices, long inner)
    {
        if (inner == 0 || prices.Tiers is not [var first, ..] || inner >= first.From)
            return null;
        var many = first.From % 10_000 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{first.From / 10_000}w") : first.From.ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"内包装码超过{many}以上，单价会便宜至{Yuan(first.Fen)}/个，现在仅差{first.From - inner}个码");
    }
}
