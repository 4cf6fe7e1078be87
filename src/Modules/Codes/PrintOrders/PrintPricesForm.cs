using System.ComponentModel.DataAnnotations;

namespace Yaosu.Codes.PrintOrders;

internal sealed class PrintPricesForm
{
    [Label("生效日期"), Required(ErrorMessage = "请选择生效日期。")]
    public DateOnly? From { get; set; }

    [Label("外包装码单价"), Required(ErrorMessage = "请填写外包装码单价。")]
    public long? Outer { get; set; }

    [Label("内包装码起印价"), Required(ErrorMessage = "请填写内包装码起印价。")]
    public long? Flat { get; set; }

    [Label("内包装码单价"), Required(ErrorMessage = "请填写内包装码单价。"), MaxLength(500, ErrorMessage = "内包装码单价最多 10 档，请删去一些。")]
    public string? Tiers { get; set; }

    internal PrintPricesWanted Wanted => new(From ?? default, Outer ?? 0, Flat ?? 0, (Tiers ?? "").Split('\n'));

    /// <summary>Mostly one price changes.</summary>
    internal static PrintPricesForm After(PrintPriceList last) => new()
    {
        Outer = last.Outer,
        Flat = last.Flat,
        Tiers = string.Join('\n', last.Prices.Tiers.Select(tier => FormattableString.Invariant($"{tier.From} {PrintQuote.Yuan(tier.Fen)}"))),
    };
}
