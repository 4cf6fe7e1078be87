using System.Buffers.Binary;

namespace Yaosu.Codes;

/// <summary>Halves up to 36¹⁶: the long codes with letters.</summary>
internal sealed class WideFf1(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain) : ShortFf1<UInt128>(key, radix, length, tweak, smallestDomain)
{
    private readonly int _unused = 128 - (8 * Ff1.RoundBytes(Ff1.BytesBelow(System.Numerics.BigInteger.Pow(radix, length - (length / 2)))));

    private protected override void Write(CodeAlphabet alphabet, UInt128 half, Span<char> place)
    {
        // Twelve numerals of any alphabet fit 64 bits.
        var (upper, lower) = UInt128.DivRem(half, Numerals.TwelveOf(alphabet));
        var split = Math.Max(0, place.Length - Numerals.Twelve);
        Numerals.Write(alphabet, (ulong)upper, place[..split]);
        Numerals.Write(alphabet, (ulong)lower, place[split..]);
    }

    private protected override void Prepare(int round, ReadOnlySpan<UInt128> source)
    {
        var constant = ConstantOf(round);
        for (var i = 0; i < source.Length; i++)
            BinaryPrimitives.WriteUInt128BigEndian(Blocks.AsSpan(i * Ff1.BlockLength), constant ^ source[i]);
    }

    private protected override void Step(int round, int? next, Span<UInt128> target, bool back)
    {
        var (modulus, constant) = (round % 2 == 0 ? LeftModulus : RightModulus, ConstantOf(next ?? 0));
        for (var i = 0; i < target.Length; i++)
        {
            var block = Blocks.AsSpan(i * Ff1.BlockLength, Ff1.BlockLength);
            var remainder = (BinaryPrimitives.ReadUInt128BigEndian(block) >> _unused) % modulus;
            var (half, taken) = (target[i], back ? remainder : modulus - remainder);
            half = half >= taken ? half - taken : half + (modulus - taken);
            target[i] = half;
            BinaryPrimitives.WriteUInt128BigEndian(block, constant ^ half);
        }
    }
}
