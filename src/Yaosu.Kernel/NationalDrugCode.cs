namespace Yaosu;

/// <summary>药品本位码: 86, 9 for drugs, five digits of the maker, five of the drug, a check digit.</summary>
public sealed record NationalDrugCode
{
    public const int Length = 14;

    private NationalDrugCode(string digits) => Digits = digits;

    public string Digits { get; }

    public static Outcome<NationalDrugCode> Parse(string? typed)
    {
        var text = TypedText.Plain(typed);
        if (text.Length != Length || !text.AsSpan().ContainsOnlyDigits())
            return KernelRefusals.NationalDrugCodeShape;
        if (!text.StartsWith("869", StringComparison.Ordinal))
            return KernelRefusals.NationalDrugCodeBeginning;
        return Gtin.Fits(text) ? new NationalDrugCode(text) : KernelRefusals.NationalDrugCodeCheck;
    }

    public override string ToString() => Digits;
}
