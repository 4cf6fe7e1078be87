using System.Buffers.Binary;

namespace Yaosu.Codes;

/// <summary>Halves from 2⁶¹ up to 36¹⁶: the long codes with letters. Reduced as <see cref="NarrowFf1"/> does, in two words.</summary>
internal sealed class WideFf1 : ShortFf1<UInt128>
{
    private readonly ulong _reciprocal;

    internal WideFf1(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain)
        : base(key, radix, length, tweak, smallestDomain) => _reciprocal = (ulong)RightReciprocal;

    private protected override void Write(CodeAlphabet alphabet, int count, ReadOnlySpan<UInt128> left, ReadOnlySpan<UInt128> right, Span<char> destination, int stride)
    {
        for (var i = 0; i < count; i++)
        {
            Numerals.Write(alphabet, left[i], destination.Slice(i * stride, LeftLength));
            Numerals.Write(alphabet, right[i], destination.Slice((i * stride) + LeftLength, RightLength));
        }
    }

    private protected override void Prepare(int round, ReadOnlySpan<UInt128> source)
    {
        var constant = ConstantOf(round);
        for (var i = 0; i < source.Length; i++)
            BinaryPrimitives.WriteUInt128BigEndian(Blocks.AsSpan(i * Ff1.BlockLength), constant ^ source[i]);
    }

    private protected override void Step(int round, int? next, Span<UInt128> target, bool back)
    {
        var (reciprocal, dividedBy, modulus, constant) = (_reciprocal, RightModulus, round % 2 == 0 ? LeftModulus : RightModulus, ConstantOf(next ?? 0));
        var (again, unused) = (modulus != dividedBy, 128 - (8 * RoundBytes));
        for (var i = 0; i < target.Length; i++)
        {
            var block = Blocks.AsSpan(i * Ff1.BlockLength, Ff1.BlockLength);
            var number = BinaryPrimitives.ReadUInt128BigEndian(block);
            var remainder = (number >> unused) - (Math.BigMul((ulong)(number >> 64), reciprocal, out _) * dividedBy);
            if (again)
                remainder %= modulus;

            var sum = target[i] + (back ? (3 * modulus) - remainder : remainder);
            sum = NotBelowZero(sum - (2 * modulus), 2 * modulus);
            sum = NotBelowZero(sum - modulus, modulus);
            target[i] = sum;
            BinaryPrimitives.WriteUInt128BigEndian(block, constant ^ sum);
        }
    }

    private static UInt128 NotBelowZero(UInt128 number, UInt128 added)
    {
        var negative = (ulong)((long)(ulong)(number >> 64) >> 63);
        return number + (added & new UInt128(negative, negative));
    }
}
