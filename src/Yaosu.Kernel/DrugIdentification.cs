namespace Yaosu;

/// <summary>药品标识码: the seven digits with which every national trace code of a drug in one packing begins.</summary>
public sealed record DrugIdentification
{
    public const int Length = 7;

    private DrugIdentification(string digits) => Digits = digits;

    public string Digits { get; }

    public static Outcome<DrugIdentification> Parse(string? typed)
    {
        var text = TypedText.Plain(typed);
        return text.Length == Length && text.AsSpan().ContainsOnlyDigits() ? new DrugIdentification(text) : KernelRefusals.DrugIdentificationShape;
    }

    public override string ToString() => Digits;
}
