namespace Yaosu;

/// <summary>统一社会信用代码 (GB 32100-2015): who registered it, what kind it is, six digits of region, nine characters of the organisation, a check character.</summary>
public sealed record CreditCode
{
    public const int Length = 18;

    // Without I, O, S, V and Z, which read like digits or like each other.
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private CreditCode(string text) => Text = text;

    /// <summary>Eighteen half-width capitals and digits.</summary>
    public string Text { get; }

    /// <summary>GB/T 2260: the county or city that registered it.</summary>
    public string Region => Text[2..8];

    /// <summary>Takes full-width and lower-case letters, and blanks between groups, as people type and paste them.</summary>
    public static Outcome<CreditCode> Parse(string? typed)
    {
        var text = TypedText.Plain(typed).ToUpperInvariant();
        if (text.Length == 0)
            return KernelRefusals.CreditCodeMissing;
        if (text.Length != Length)
            return KernelRefusals.CreditCodeLength(text.Length);
        if (text.FirstOrDefault(c => !Alphabet.Contains(c, StringComparison.Ordinal)) is var strange and not '\0')
            return KernelRefusals.CreditCodeCharacter(strange);
        if (!text.AsSpan(2, 6).ContainsOnlyDigits())
            return KernelRefusals.CreditCodeRegion;
        return CheckCharacter(text.AsSpan(0, Length - 1)) == text[^1] ? new CreditCode(text) : KernelRefusals.CreditCodeCheck;
    }

    /// <summary>What must follow the first seventeen characters; null when those can't begin a code.</summary>
    public static char? CheckCharacter(ReadOnlySpan<char> firstSeventeen)
    {
        if (firstSeventeen.Length != Length - 1)
            return null;
        var (sum, weight) = (0, 1);
        foreach (var c in firstSeventeen)
        {
            var value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
                return null;
            sum += value * weight;
            weight = weight * 3 % Alphabet.Length;
        }
        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }

    public override string ToString() => Text;
}
