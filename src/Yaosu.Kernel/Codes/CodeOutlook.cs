using System.Globalization;
using System.Numerics;

namespace Yaosu.Codes;

/// <summary>What people see of a layout before anything is printed: how many codes it holds, how well they resist guessing, what they look like.</summary>
public sealed class CodeOutlook(CodeLayout layout)
{
    private const int MostExamples = 3;
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static readonly BigInteger WrittenOut = 100_000_000;

    /// <summary>How many different codes there can be.</summary>
    public BigInteger Capacity { get; } = layout.Space?.Capacity ?? CounterCodesOf(layout) ?? BigInteger.One;

    public string CapacityText => Text(Capacity);

    /// <summary>How many codes one request can make before the counter ends; null without one.</summary>
    public long? CounterCodes => CounterCodesOf(layout);

    /// <summary>That one guess is a code that was issued. A certainty without a guard: the next code follows from the last.</summary>
    /// <param name="issued">Codes given out of the guard's space so far, of whichever rule.</param>
    public double GuessProbability(long issued)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(issued);
        return layout.IsGuessable ? 1 : Math.Min(1, (double)issued / (double)Capacity);
    }

    public string GuessText(long issued)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(issued);
        if (layout.IsGuessable)
            return "不可防伪：知道一个码就能推算出其他码";
        return issued == 0 ? "尚未发码，猜不中" : $"每猜 {Text(BigInteger.Max(1, Capacity / issued))} 次才可能猜中一次";
    }

    /// <summary>Under a key that nobody keeps: none of them will ever be issued on purpose.</summary>
    public IReadOnlyList<string> Examples(DateTime generatedAt)
    {
        using var key = CodeKey.New();
        using var writer = new CodeWriter(layout, key, generatedAt, 0, layout.Counter?.From ?? 0);
        var codes = new string[Math.Min(MostExamples, writer.Count)];
        Span<char> code = stackalloc char[layout.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            writer.Write(i, code);
            codes[i] = new(code);
        }
        return codes;
    }

    /// <summary>Up to eight digits as they are, more as 约 1.7×10²⁰.</summary>
    internal static string Text(BigInteger number)
    {
        if (number < WrittenOut)
            return number.ToString("N0", CultureInfo.InvariantCulture);
        var power = number.ToString(CultureInfo.InvariantCulture).Length - 1;
        var unit = BigInteger.Pow(10, power - 1);
        var (tenths, rest) = BigInteger.DivRem(number, unit);
        if (rest * 2 >= unit)
            tenths++;
        if (tenths == 100)
            (tenths, power) = (10, power + 1);
        var about = rest.IsZero ? "" : "约 ";
        var factor = rest.IsZero && tenths == 10 ? "" : string.Create(CultureInfo.InvariantCulture, $"{(int)tenths / 10}.{(int)tenths % 10}×");
        return $"{about}{factor}10{string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0']))}";
    }

    private static long? CounterCodesOf(CodeLayout layout) => layout.Counter is { } counter ? CodeLayout.CodesLeft(counter, counter.From) : null;
}
