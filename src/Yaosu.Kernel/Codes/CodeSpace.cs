using System.Globalization;
using System.Numerics;

namespace Yaosu.Codes;

/// <summary>
/// 号码空间: all guards of one alphabet and length, of whichever merchant and rule, take their numbers from here under one key of the platform. A number is given out
/// once, so two of its guards never coincide. Codes of equal length whose guards are of different spaces, or stand at different places, coincide no more often than a
/// guess hits: rare, but for the short national guard not beyond billions of codes.
/// </summary>
public readonly record struct CodeSpace(CodeAlphabet Alphabet, int Length)
{
    /// <summary>How many numbers there are.</summary>
    public BigInteger Capacity => BigInteger.Pow(Alphabet.Radix, Length);

    /// <summary>How many of them are ever given out, from 0 on: those that fit 64 bits.</summary>
    public long Numbers => Capacity > long.MaxValue ? long.MaxValue : (long)Capacity;

    /// <summary>Stable, for the row that counts the numbers given out: <c>digits-20</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Alphabet switch
    {
        CodeAlphabet.Digits => "digits",
        CodeAlphabet.Letters => "letters",
        CodeAlphabet.Mixed => "mixed",
    })}-{Length}");
}

/// <summary>What must be known of a code to read its number: layouts of one shape are read together.</summary>
public readonly record struct CodeShape(int Length, int GuardOffset, int GuardLength, CodeAlphabet Alphabet)
{
    public CodeSpace Space => new(Alphabet, GuardLength);
}
