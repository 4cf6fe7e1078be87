using System.Globalization;

namespace Yaosu.Codes.Packages;

/// <summary>流水码: what people read under a code: package, level, and which of them it is, from 1.</summary>
internal static class RunningNumber
{
    private const int FewestDigits = 7;

    public static int DigitsFor(long count) => Math.Max(FewestDigits, count.ToString(CultureInfo.InvariantCulture).Length);

    public static string Before(string package, int level) => string.Create(CultureInfo.InvariantCulture, $"{package}-{level}-");

    public static string Of(string package, int level, long serial, long count) => Before(package, level) + (serial + 1).ToString(CultureInfo.InvariantCulture).PadLeft(DigitsFor(count), '0');

    /// <summary>What stands on a label, as somebody types it.</summary>
    /// <param name="serial">From 0.</param>
    public static bool TryRead(string? typed, out string package, out int level, out long serial)
    {
        (package, level, serial) = ("", 0, 0);
        if (TypedText.Plain(typed).ToUpperInvariant().Split('-') is not [{ Length: > 0 } number, var ofLevel, { Length: >= FewestDigits } count]
            || !int.TryParse(ofLevel, NumberStyles.None, CultureInfo.InvariantCulture, out level) || !long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out serial) || serial == 0)
            return false;
        (package, serial) = (number, serial - 1);
        return true;
    }

    public static void Write(long number, Span<byte> digits)
    {
        for (var at = digits.Length - 1; at >= 0; at--)
        {
            (number, var digit) = Math.DivRem(number, 10);
            digits[at] = (byte)('0' + digit);
        }
    }

    /// <summary>To the next number; after the last one of so many digits comes zero.</summary>
    public static void CountUp(Span<byte> digits)
    {
        for (var at = digits.Length - 1; at >= 0; at--)
        {
            if (++digits[at] <= '9')
                return;
            digits[at] = (byte)'0';
        }
    }
}
