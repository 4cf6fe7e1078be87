using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Yaosu.Codes;

/// <summary>Halves from 2⁶¹ up to 36¹⁶: the long codes with letters. Reduced as <see cref="NarrowFf1"/> does, in two words.</summary>
internal sealed class WideFf1 : ShortFf1<UInt128, WideFf1.Round>
{
    internal WideFf1(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain, bool inPlace)
        : base(key, radix, length, tweak, smallestDomain, inPlace) =>
        Prepare(i => new(ConstantOf(i), RoundBytes, RightReciprocal, RightModulus, i % 2 == 0 ? LeftModulus : RightModulus));

    private protected override void Write(CodeAlphabet alphabet, ReadOnlySpan<UInt128> left, ReadOnlySpan<UInt128> right, Span<byte> destination, int stride) =>
        Numerals.WriteRun(alphabet, left, LeftLength, right, RightLength, destination, stride);

    internal readonly struct Round(UInt128 constant, int roundBytes, ulong reciprocal, UInt128 dividedBy, UInt128 modulus) : IFf1Round<UInt128>
    {
        // So many bits less, and the largest number that is divided by the left modulus fits 64 bits.
        private const int Dropped = 32;

        private static Vector128<byte> Reversed => Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

        private readonly Vector128<byte> _constant = Ff1Round.BytesOf(constant);
        private readonly int _unused = 128 - (8 * roundBytes);
        private readonly ulong _reciprocal = reciprocal;
        private readonly UInt128 _dividedBy = dividedBy;
        private readonly UInt128 _modulus = modulus;
        private readonly ulong _again = modulus == dividedBy ? 0 : (ulong)((UInt128.One << (64 + Dropped)) / modulus);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> BlockOf(UInt128 source) => Vector128.ShuffleNative(Vector128.Create((ulong)source, (ulong)(source >> 64)).AsByte(), Reversed) ^ _constant;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> WordsOf(Vector128<byte> encrypted) => Vector128.ShuffleNative(encrypted, Reversed);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public UInt128 Add(UInt128 target, ulong first, ulong second) => Reduced(target + Remainder(first, second));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public UInt128 TakeAway(UInt128 target, ulong first, ulong second) => Reduced(target + (3 * _modulus) - Remainder(first, second));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private UInt128 Remainder(ulong low, ulong high)
        {
            var remainder = (new UInt128(high, low) >> _unused) - (Ff1Round.UpperOf(high, _reciprocal) * _dividedBy);
            // Of an odd length the left half is one numeral shorter; its modulus divides the right one's.
            return _again == 0 ? remainder : remainder - (Ff1Round.UpperOf((ulong)(remainder >> Dropped), _again) * _modulus);
        }

        /// <summary>Of a number below 4m, and 4m fits 127 bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private UInt128 Reduced(UInt128 number) => NotBelowZero(NotBelowZero(number - (2 * _modulus), 2 * _modulus) - _modulus, _modulus);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static UInt128 NotBelowZero(UInt128 number, UInt128 added)
        {
            var negative = (ulong)((long)(ulong)(number >> 64) >> 63);
            return number + (added & new UInt128(negative, negative));
        }
    }
}
