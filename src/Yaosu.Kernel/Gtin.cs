namespace Yaosu;

/// <summary>The check digit of trade numbers (GS1, GB 12904) and of the national drug code: weights 3 and 1 from the right, to the next ten.</summary>
internal static class Gtin
{
    internal static bool Fits(ReadOnlySpan<char> digits) => digits.Length > 1 && digits[^1] == CheckDigit(digits[..^1]);

    /// <param name="digits">Only digits, without the check digit.</param>
    internal static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
