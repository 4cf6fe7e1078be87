using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Yaosu.Codes;

/// <summary>
/// Halves below 2⁶¹: digits of every length, letters up to 24, mixed up to 22. A round's number y is reduced without a division (Barrett): with h its first
/// 64 bits, h · ⌊2ⁿ/m⌋ / 2⁶⁴ is the quotient or one or two less, so what remains is below 3m. No jumps: they would be guessed wrong half of the time.
/// </summary>
internal sealed class NarrowFf1 : ShortFf1<ulong, NarrowFf1.Round>
{
    internal const int HalfBits = 61;

    internal NarrowFf1(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain, bool inPlace)
        : base(key, radix, length, tweak, smallestDomain, inPlace) =>
        Prepare(i => new(ConstantOf(i), RoundBytes, RightReciprocal, (ulong)RightModulus, (ulong)(i % 2 == 0 ? LeftModulus : RightModulus)));

    private protected override void Write(CodeAlphabet alphabet, ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<byte> destination, int stride) =>
        Numerals.WriteRun(alphabet, left, LeftLength, right, RightLength, destination, stride);

    internal readonly struct Round(UInt128 constant, int roundBytes, ulong reciprocal, ulong dividedBy, ulong modulus) : IFf1Round<ulong>
    {
        // From 128 on there is a zero.
        private static Vector128<byte> Last => Vector128.Create((byte)128, 128, 128, 128, 128, 128, 128, 128, 7, 6, 5, 4, 3, 2, 1, 0);

        private readonly Vector128<byte> _constant = Ff1Round.BytesOf(constant);

        // The number is the first 8 or 12 bytes; of 12 the first four are nothing but multiples of 2⁶⁴.
        private readonly Vector128<byte> _words = roundBytes == 8
            ? Vector128.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 7, 6, 5, 4, 3, 2, 1, 0)
            : Vector128.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 11, 10, 9, 8, 7, 6, 5, 4);
        private readonly ulong _reciprocal = reciprocal;
        private readonly ulong _dividedBy = dividedBy;
        private readonly ulong _modulus = modulus;
        private readonly ulong _again = modulus == dividedBy ? 0 : (ulong)((UInt128.One << 64) / modulus);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> BlockOf(ulong source) => Vector128.ShuffleNative(Vector128.CreateScalarUnsafe(source).AsByte(), Last) ^ _constant;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> WordsOf(Vector128<byte> encrypted) => Vector128.ShuffleNative(encrypted, _words);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Add(ulong target, ulong first, ulong second) => Reduced(target + Remainder(first, second));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong TakeAway(ulong target, ulong first, ulong second) => Reduced(target + (3 * _modulus) - Remainder(first, second));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private ulong Remainder(ulong high, ulong number)
        {
            var remainder = number - (Ff1Round.UpperOf(high, _reciprocal) * _dividedBy);
            // Of an odd length the left half is one numeral shorter; its modulus divides the right one's.
            return _again == 0 ? remainder : remainder - (Ff1Round.UpperOf(remainder, _again) * _modulus);
        }

        /// <summary>Of a number below 4m, and 4m fits 63 bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private ulong Reduced(ulong number) => NotBelowZero(NotBelowZero(number - (2 * _modulus), 2 * _modulus) - _modulus, _modulus);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong NotBelowZero(ulong number, ulong added) => number + (added & (ulong)((long)number >> 63));
    }
}
