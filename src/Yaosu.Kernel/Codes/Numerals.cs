using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Yaosu.Codes;

/// <summary>Numbers in the characters of an alphabet, and back. Two characters at a time, and the radix is known when this is compiled: a division by a variable takes several times longer.</summary>
internal static class Numerals
{
    /// <summary>So many numerals of any alphabet fit 64 bits.</summary>
    private const int Twelve = 12;

    private interface IRadix
    {
        static abstract uint Value { get; }

        /// <summary>Each two characters as they lie in memory, by their value.</summary>
        static abstract uint[] Pairs { get; }
    }

    private static ulong TwelveOf(CodeAlphabet alphabet)
    {
        ulong result = 1;
        for (var i = 0; i < Twelve; i++)
            result *= (uint)alphabet.Radix;
        return result;
    }

    /// <summary>Fills the place, with zeros (or what stands for them) in front.</summary>
    internal static void Write(CodeAlphabet alphabet, ulong number, Span<char> place)
    {
        switch (alphabet)
        {
            case CodeAlphabet.Digits:
                Write<Ten>(number, place);
                break;
            case CodeAlphabet.Letters:
                Write<TwentySix>(number, place);
                break;
            case CodeAlphabet.Mixed:
                Write<ThirtySix>(number, place);
                break;
        }
    }

    internal static void Write(CodeAlphabet alphabet, UInt128 number, Span<char> place)
    {
        var (upper, lower) = UInt128.DivRem(number, TwelveOf(alphabet));
        var split = Math.Max(0, place.Length - Twelve);
        Write(alphabet, (ulong)upper, place[..split]);
        Write(alphabet, (ulong)lower, place[split..]);
    }

    /// <summary>Two numbers side by side, again and again with so many characters from each to the next.</summary>
    internal static void WriteRun(CodeAlphabet alphabet, ReadOnlySpan<ulong> left, int leftLength, ReadOnlySpan<ulong> right, int rightLength, Span<char> destination, int stride)
    {
        switch (alphabet)
        {
            case CodeAlphabet.Digits:
                WriteRun<Ten>(left, leftLength, right, rightLength, destination, stride);
                break;
            case CodeAlphabet.Letters:
                WriteRun<TwentySix>(left, leftLength, right, rightLength, destination, stride);
                break;
            case CodeAlphabet.Mixed:
                WriteRun<ThirtySix>(left, leftLength, right, rightLength, destination, stride);
                break;
        }
    }

    /// <summary>False when a character is not of the alphabet.</summary>
    internal static bool TryRead(CodeAlphabet alphabet, ReadOnlySpan<char> text, out UInt128 number)
    {
        number = 0;
        var radix = (uint)alphabet.Radix;
        foreach (var c in text)
        {
            var value = alphabet switch
            {
                CodeAlphabet.Digits when char.IsAsciiDigit(c) => c - '0',
                CodeAlphabet.Letters when char.IsAsciiLetterUpper(c) => c - 'A',
                CodeAlphabet.Mixed when char.IsAsciiDigit(c) => c - '0',
                CodeAlphabet.Mixed when char.IsAsciiLetterUpper(c) => c - 'A' + 10,
                _ => -1,
            };
            if (value < 0)
                return false;
            number = (number * radix) + (uint)value;
        }
        return true;
    }

    private static void WriteRun<TRadix>(ReadOnlySpan<ulong> left, int leftLength, ReadOnlySpan<ulong> right, int rightLength, Span<char> destination, int stride)
        where TRadix : struct, IRadix
    {
        for (var i = 0; i < left.Length; i++)
        {
            Write<TRadix>(left[i], destination.Slice(i * stride, leftLength));
            Write<TRadix>(right[i], destination.Slice((i * stride) + leftLength, rightLength));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TRadix>(ulong number, Span<char> place)
        where TRadix : struct, IRadix
    {
        var pairs = TRadix.Pairs;
        var at = place.Length;
        for (; at >= 2; at -= 2)
        {
            var rest = number / (TRadix.Value * TRadix.Value);
            MemoryMarshal.Write(MemoryMarshal.AsBytes(place.Slice(at - 2, 2)), in pairs[number - (rest * (TRadix.Value * TRadix.Value))]);
            number = rest;
        }
        if (at == 1)
            place[0] = (char)(pairs[number] >> (BitConverter.IsLittleEndian ? 16 : 0));
    }

    private static uint[] PairsOf(CodeAlphabet alphabet) =>
        [.. alphabet.Characters.SelectMany(first => alphabet.Characters.Select(second => MemoryMarshal.Read<uint>(MemoryMarshal.AsBytes<char>([first, second]))))];

    private readonly struct Ten : IRadix
    {
        public static uint Value => 10;

        public static uint[] Pairs { get; } = PairsOf(CodeAlphabet.Digits);
    }

    private readonly struct TwentySix : IRadix
    {
        public static uint Value => 26;

        public static uint[] Pairs { get; } = PairsOf(CodeAlphabet.Letters);
    }

    private readonly struct ThirtySix : IRadix
    {
        public static uint Value => 36;

        public static uint[] Pairs { get; } = PairsOf(CodeAlphabet.Mixed);
    }
}
