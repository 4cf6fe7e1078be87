namespace Yaosu;

/// <summary>A mobile number of mainland China. Prints itself masked, so that a log line or a message never carries the whole one by accident.</summary>
public sealed record MobileNumber
{
    public const int Length = 11;

    private MobileNumber(string digits) => Digits = digits;

    /// <summary>Eleven digits: for sending and comparing, not for showing.</summary>
    public string Digits { get; }

    /// <summary>138****0000.</summary>
    public string Masked => $"{Digits[..3]}****{Digits[^4..]}";

    /// <summary>Takes blanks and hyphens between groups, full-width digits, and the country's prefix in any of its spellings.</summary>
    public static Outcome<MobileNumber> Parse(string? typed)
    {
        var text = TypedText.Plain(typed).Replace("-", "", StringComparison.Ordinal);
        if (text.Length == 0)
            return KernelRefusals.MobileMissing;
        var digits = WithoutPrefix(text.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal));
        return digits.Length == Length && digits[0] == '1' && digits[1] is >= '3' and <= '9' && digits.AsSpan().ContainsOnlyDigits()
            ? new MobileNumber(digits)
            : KernelRefusals.MobileWrong;
    }

    public override string ToString() => Masked;

    private static string WithoutPrefix(string text)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["+86", "0086", "86"])
        {
            if (text.Length == Length + prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal))
                return text[prefix.Length..];
        }
        return text;
    }
}
