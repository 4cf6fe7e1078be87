using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Yaosu.Codes;

/// <summary>
/// Halves below 2⁶¹: digits of every length, letters up to 24, mixed up to 22. A round's number y is reduced without a division (Barrett): with h its first
/// 64 bits, h · ⌊2ⁿ/m⌋ / 2⁶⁴ is the quotient or one or two less, so what remains is below 3m. No jumps: they would be guessed wrong half of the time.
/// </summary>
internal sealed class NarrowFf1 : ShortFf1<ulong>
{
    internal const int HalfBits = 61;

    private readonly ulong _reciprocal;
    private readonly ulong _leftReciprocal;

    internal NarrowFf1(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain)
        : base(key, radix, length, tweak, smallestDomain)
    {
        _reciprocal = (ulong)RightReciprocal;
        _leftReciprocal = (ulong)((UInt128.One << 64) / LeftModulus);
    }

    private protected override void Write(CodeAlphabet alphabet, int count, ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<char> destination, int stride) =>
        Numerals.WriteRun(alphabet, left[..count], LeftLength, right[..count], RightLength, destination, stride);

    private protected override void Prepare(int round, ReadOnlySpan<ulong> source)
    {
        var blocks = MemoryMarshal.Cast<byte, Block>(Blocks.AsSpan());
        var constant = BlockOf(ConstantOf(round));
        for (var i = 0; i < source.Length; i++)
            blocks[i] = new(constant.High, constant.Low ^ BigEndian(source[i]));
    }

    private protected override void Step(int round, int? next, Span<ulong> target, bool back)
    {
        var (reciprocal, leftReciprocal, dividedBy, modulus) = (_reciprocal, _leftReciprocal, (ulong)RightModulus, (ulong)(round % 2 == 0 ? LeftModulus : RightModulus));
        // Of an odd length the left half is one numeral shorter; its modulus divides the right one's.
        var again = modulus != dividedBy;
        // The number is the first 8 or 12 bytes.
        var (shift, kept) = RoundBytes == 8 ? (0, 0UL) : (32, uint.MaxValue);
        // Taking away is adding what is missing to 3m.
        var (most, sign) = back ? (3 * modulus, ulong.MaxValue) : (0, 0UL);
        var constant = BlockOf(ConstantOf(next ?? 0));
        var blocks = MemoryMarshal.Cast<byte, Block>(Blocks.AsSpan())[..target.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            var (high, low) = (BigEndian(blocks[i].High), BigEndian(blocks[i].Low));
            var remainder = ((high << shift) | ((low >> 32) & kept)) - (Math.BigMul(high, reciprocal, out _) * dividedBy);
            if (again)
                remainder -= Math.BigMul(remainder, leftReciprocal, out _) * modulus;

            // Below 4m, and 4m fits 63 bits.
            var sum = target[i] + most + ((remainder ^ sign) - sign) - (2 * modulus);
            sum += (2 * modulus) & (ulong)((long)sum >> 63);
            sum -= modulus;
            sum += modulus & (ulong)((long)sum >> 63);
            target[i] = sum;
            blocks[i] = new(constant.High, constant.Low ^ BigEndian(sum));
        }
    }

    private static Block BlockOf(UInt128 number) => new(BigEndian((ulong)(number >> 64)), BigEndian((ulong)number));

    private static ulong BigEndian(ulong number) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(number) : number;

    /// <summary>As AES has it in memory.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Block(ulong High, ulong Low);
}
