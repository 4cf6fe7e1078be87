using System.Globalization;

namespace Yaosu.Codes;

/// <summary>Where the counter stands in codes that have no guard. What is around it is the same on all of them and says, with the counter, which code it is.</summary>
public readonly record struct CounterShape(int Length, int CounterOffset, int CounterLength)
{
    /// <summary>False for every text that no code of this shape can be.</summary>
    /// <param name="common">The code with zeros for its counter.</param>
    public bool TryRead(ReadOnlySpan<char> code, out string common, out long counter)
    {
        (common, counter) = ("", 0);
        if (code.Length != Length || !code.Slice(CounterOffset, CounterLength).ContainsOnlyDigits())
            return false;
        counter = long.Parse(code.Slice(CounterOffset, CounterLength), NumberStyles.None, CultureInfo.InvariantCulture);
        common = string.Concat(code[..CounterOffset], new string('0', CounterLength), code[(CounterOffset + CounterLength)..]);
        return true;
    }
}
