using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Yaosu.Codes;

/// <summary>
/// Halves below 2⁶⁴: digits of every length, letters up to 26, mixed up to 24. A remainder without a division: by the reciprocal of Möller and Granlund,
/// "Improved division by invariant integers" (2011), algorithm 4, for the modulus shifted until its highest bit is set.
/// </summary>
internal sealed class NarrowFf1 : ShortFf1<ulong>
{
    private readonly ulong _divisor;
    private readonly ulong _reciprocal;
    private readonly int _shift;
    private readonly int _fold;
    private readonly ulong _kept;

    internal NarrowFf1(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain)
        : base(key, radix, length, tweak, smallestDomain)
    {
        var modulus = (ulong)RightModulus;
        _shift = (int)ulong.LeadingZeroCount(modulus);
        _divisor = modulus << _shift;
        _reciprocal = (ulong)(UInt128.MaxValue / _divisor);
        // A round's number is the block's first 8 or 12 bytes: shifted like the modulus it lies in two words with so many bits from the first in the second.
        _fold = 128 - (8 * Ff1.RoundBytes(HalfBytes)) - _shift;
        _kept = ulong.MaxValue << _shift;
    }

    private protected override void Write(CodeAlphabet alphabet, ulong half, Span<char> place) => Numerals.Write(alphabet, half, place);

    private protected override void Prepare(int round, ReadOnlySpan<ulong> source)
    {
        var blocks = MemoryMarshal.Cast<byte, Block>(Blocks.AsSpan());
        var constant = Words(ConstantOf(round));
        for (var i = 0; i < source.Length; i++)
            blocks[i] = new(constant.High, constant.Low ^ BigEndian(source[i]));
    }

    private protected override void Step(int round, int? next, Span<ulong> target, bool back)
    {
        var (divisor, reciprocal, shift, fold, kept) = (_divisor, _reciprocal, _shift, _fold, _kept);
        var (modulus, again) = ((ulong)(round % 2 == 0 ? LeftModulus : RightModulus), round % 2 == 0 && LeftLength != RightLength);
        var (nextHigh, nextLow) = Words(ConstantOf(next ?? 0));
        var blocks = MemoryMarshal.Cast<byte, Block>(Blocks.AsSpan())[..target.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            var (high, low) = (BigEndian(blocks[i].High), BigEndian(blocks[i].Low));
            (high, low) = (high >> fold, ((high << (64 - fold)) | (low >> fold)) & kept);

            var quotient = Math.BigMul(reciprocal, high, out var fraction);
            fraction += low;
            quotient += high + (fraction < low ? 1UL : 0) + 1;
            var remainder = low - (quotient * divisor);
            // Half of the time, so a jump would be guessed wrong half of the time.
            remainder += divisor & (0 - (remainder > fraction ? 1UL : 0));
            if (remainder >= divisor)
                remainder -= divisor;
            remainder >>= shift;
            // Of an odd length the left half is one numeral shorter; its modulus divides the right one's.
            if (again)
                remainder %= modulus;

            // Adding is taking away what is missing to the modulus: that can't overflow.
            var taken = back ? remainder : modulus - remainder;
            var half = target[i];
            half = half - taken + (modulus & (0 - (half < taken ? 1UL : 0)));
            target[i] = half;
            blocks[i] = new(nextHigh, nextLow ^ BigEndian(half));
        }
    }

    private static Block Words(UInt128 number) => new(BigEndian((ulong)(number >> 64)), BigEndian((ulong)number));

    private static ulong BigEndian(ulong number) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(number) : number;

    /// <summary>A block as AES has it in memory.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Block(ulong High, ulong Low);
}
