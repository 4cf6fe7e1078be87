namespace Yaosu;

/// <summary>商品条码 (EAN-13) of a Chinese maker, which begins with 69.</summary>
public sealed record ProductBarcode
{
    public const int Length = 13;

    private ProductBarcode(string digits) => Digits = digits;

    public string Digits { get; }

    public static Outcome<ProductBarcode> Parse(string? typed)
    {
        var text = TypedText.Plain(typed);
        if (text.Length != Length || !text.AsSpan().ContainsOnlyDigits() || !text.StartsWith("69", StringComparison.Ordinal))
            return KernelRefusals.BarcodeShape;
        return Gtin.Fits(text) ? new ProductBarcode(text) : KernelRefusals.BarcodeCheck;
    }

    public override string ToString() => Digits;
}
