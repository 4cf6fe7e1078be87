using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Yaosu.Codes;

/// <summary>Numbers in the characters of an alphabet, and back. Two characters at a time, and the radix is known when this is compiled: a division by a variable takes several times longer.</summary>
internal static class Numerals
{
    private interface IRadix
    {
        static abstract uint Value { get; }

        /// <summary>The radix to the power of twelve: more numerals of any alphabet don't fit 64 bits.</summary>
        static abstract ulong Twelve { get; }

        /// <summary>How often two divides that.</summary>
        static abstract int Twos { get; }

        /// <summary>Each two characters as they lie in memory, by their value.</summary>
        static abstract ushort[] Pairs { get; }
    }

    /// <summary>Fills the place, with zeros (or what stands for them) in front.</summary>
    internal static void Write(CodeAlphabet alphabet, ulong number, Span<byte> place)
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

    /// <summary>Two numbers side by side, again and again with so many characters from each to the next.</summary>
    internal static void WriteRun(CodeAlphabet alphabet, ReadOnlySpan<ulong> left, int leftLength, ReadOnlySpan<ulong> right, int rightLength, Span<byte> destination, int stride)
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

    /// <summary>Each of at most sixteen numerals.</summary>
    internal static void WriteRun(CodeAlphabet alphabet, ReadOnlySpan<UInt128> left, int leftLength, ReadOnlySpan<UInt128> right, int rightLength, Span<byte> destination, int stride)
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

    private static void WriteRun<TRadix>(ReadOnlySpan<ulong> left, int leftLength, ReadOnlySpan<ulong> right, int rightLength, Span<byte> destination, int stride)
        where TRadix : struct, IRadix
    {
        for (var i = 0; i < left.Length; i++)
        {
            Write<TRadix>(left[i], destination.Slice(i * stride, leftLength));
            Write<TRadix>(right[i], destination.Slice((i * stride) + leftLength, rightLength));
        }
    }

    private static void WriteRun<TRadix>(ReadOnlySpan<UInt128> left, int leftLength, ReadOnlySpan<UInt128> right, int rightLength, Span<byte> destination, int stride)
        where TRadix : struct, IRadix
    {
        for (var i = 0; i < left.Length; i++)
        {
            Write<TRadix>(left[i], destination.Slice(i * stride, leftLength));
            Write<TRadix>(right[i], destination.Slice((i * stride) + leftLength, rightLength));
        }
    }

    private static void Write<TRadix>(UInt128 number, Span<byte> place)
        where TRadix : struct, IRadix
    {
        if (place.Length <= 12)
        {
            Write<TRadix>((ulong)number, place);
            return;
        }
        // Without its twos a number of sixteen numerals fits 64 bits, and so does what it is divided by.
        var upper = (ulong)(number >> TRadix.Twos) / (TRadix.Twelve >> TRadix.Twos);
        Write<TRadix>(upper, place[..^12]);
        Write<TRadix>((ulong)number - (upper * TRadix.Twelve), place[^12..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TRadix>(ulong number, Span<byte> place)
        where TRadix : struct, IRadix
    {
        var pairs = TRadix.Pairs;
        var at = place.Length;
        if (typeof(TRadix) == typeof(Ten))
        {
            for (; at >= sizeof(ulong); at -= sizeof(ulong))
            {
                var rest = number / 100_000_000;
                BinaryPrimitives.WriteUInt64LittleEndian(place.Slice(at - sizeof(ulong), sizeof(ulong)), EightDigits(number - (rest * 100_000_000)));
                number = rest;
            }
        }
        for (; at >= 2; at -= 2)
        {
            var rest = number / (TRadix.Value * TRadix.Value);
            MemoryMarshal.Write(place.Slice(at - 2, 2), in pairs[number - (rest * (TRadix.Value * TRadix.Value))]);
            number = rest;
        }
        if (at == 1)
            place[0] = (byte)(pairs[number] >> 8);
    }

    /// <summary>The characters of eight digits, the first in the lowest byte: halved into fours, twos and ones, all of them at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EightDigits(ulong number)
    {
        var fours = number / 10_000;
        fours |= (number - (fours * 10_000)) << 32;
        // By a hundred and by ten, of numbers so small that these products give the very quotients.
        var hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
        var twos = hundreds | ((fours - (hundreds * 100)) << 16);
        var tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
        return (tens | ((twos - (tens * 10)) << 8)) + 0x3030_3030_3030_3030;
    }

    private static ushort[] PairsOf(CodeAlphabet alphabet) =>
        [.. alphabet.Characters.SelectMany(first => alphabet.Characters.Select(second => MemoryMarshal.Read<ushort>([(byte)first, (byte)second])))];

    private readonly struct Ten : IRadix
    {
        public static uint Value => 10;

        public static ulong Twelve => 1_000_000_000_000;

        public static int Twos => 12;

        public static ushort[] Pairs { get; } = PairsOf(CodeAlphabet.Digits);
    }

    private readonly struct TwentySix : IRadix
    {
        public static uint Value => 26;

        public static ulong Twelve => 95_428_956_661_682_176;

        public static int Twos => 12;

        public static ushort[] Pairs { get; } = PairsOf(CodeAlphabet.Letters);
    }

    private readonly struct ThirtySix : IRadix
    {
        public static uint Value => 36;

        public static ulong Twelve => 4_738_381_338_321_616_896;

        public static int Twos => 24;

        public static ushort[] Pairs { get; } = PairsOf(CodeAlphabet.Mixed);
    }
}
