using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Yaosu.Codes;

/// <summary>
/// FF1 of NIST SP 800-38G: a keyed permutation of the numeral strings of one length. This is the standard as it is written, for any length and tweak;
/// <see cref="ShortFf1"/> is the same function, fast, for what fits a code.
/// </summary>
public sealed class Ff1 : IDisposable
{
    public const int SmallestRadix = 2;
    public const int LargestRadix = 36;

    /// <summary>Revision 1 of the standard: fewer strings than this can be tried one by one.</summary>
    public const int SmallestDomain = 1_000_000;

    /// <summary>What the first edition asked for: for tests that walk whole domains.</summary>
    internal const int SmallestDomainInTests = 100;

    internal const int Rounds = 10;
    internal const int BlockLength = 16;

    private readonly Aes _aes;
    private readonly int _radix;
    private readonly byte[] _tweak;
    private readonly int _smallestDomain;

    public Ff1(CodeKey key, int radix, ReadOnlySpan<byte> tweak = default)
        : this(key, radix, tweak, SmallestDomain)
    {
    }

    internal Ff1(CodeKey key, int radix, ReadOnlySpan<byte> tweak, int smallestDomain)
    {
        CheckRadix(radix);
        (_radix, _tweak, _smallestDomain) = (radix, tweak.ToArray(), smallestDomain);
        _aes = key.CreateAes();
    }

    /// <param name="numerals">Each below the radix, the most significant first.</param>
    /// <param name="result">As long as the numerals; may be the same place.</param>
    public void Encrypt(ReadOnlySpan<byte> numerals, Span<byte> result) => Run(numerals, result, back: false);

    public void Decrypt(ReadOnlySpan<byte> numerals, Span<byte> result) => Run(numerals, result, back: true);

    public void Dispose() => _aes.Dispose();

    internal static void CheckRadix(int radix)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(radix, SmallestRadix);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radix, LargestRadix);
    }

    internal static void CheckDomain(int radix, int length, int smallestDomain)
    {
        if (length < 2 || BigInteger.Pow(radix, Math.Min(length, 64)) < smallestDomain)
            throw new ArgumentException($"{length} numerals of radix {radix} are fewer than {smallestDomain} strings: they could be tried one by one.", nameof(length));
    }

    /// <summary>P of the standard's step 5: what every round begins with.</summary>
    internal static void WriteFirstBlock(Span<byte> block, int radix, int length, int tweakLength)
    {
        block[0] = 1;
        block[1] = 2;
        block[2] = 1;
        block[3] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(block[4..], (ushort)radix);
        block[6] = Rounds;
        block[7] = (byte)(length / 2);
        BinaryPrimitives.WriteInt32BigEndian(block[8..], length);
        BinaryPrimitives.WriteInt32BigEndian(block[12..], tweakLength);
    }

    /// <summary>Bytes that hold every number below the modulus.</summary>
    internal static int BytesBelow(BigInteger modulus) => (int)(((modulus - 1).GetBitLength() + 7) / 8);

    /// <summary>d of the standard's step 4: bytes of each round's number.</summary>
    internal static int RoundBytes(int halfBytes) => (4 * ((halfBytes + 3) / 4)) + 4;

    private void Run(ReadOnlySpan<byte> numerals, Span<byte> result, bool back)
    {
        var (length, left) = (numerals.Length, numerals.Length / 2);
        if (result.Length != length)
            throw new ArgumentException($"{length} numerals need as many places, not {result.Length}.", nameof(result));
        if (numerals.ContainsAnyExceptInRange((byte)0, (byte)(_radix - 1)))
            throw new ArgumentException($"A numeral is not below {_radix}.", nameof(numerals));
        CheckDomain(_radix, length, _smallestDomain);

        var (a, b) = (ToNumber(numerals[..left]), ToNumber(numerals[left..]));
        var (evenModulus, oddModulus) = (BigInteger.Pow(_radix, left), BigInteger.Pow(_radix, length - left));
        var halfBytes = BytesBelow(oddModulus);
        // P and Q of the standard in one place: the tweak, zeros up to whole blocks, the round, the other half.
        var padding = (BlockLength - ((_tweak.Length + halfBytes + 1) % BlockLength)) % BlockLength;
        var input = new byte[BlockLength + _tweak.Length + padding + 1 + halfBytes];
        WriteFirstBlock(input, _radix, length, _tweak.Length);
        _tweak.CopyTo(input, BlockLength);

        for (var i = 0; i < Rounds; i++)
        {
            var round = back ? Rounds - 1 - i : i;
            var modulus = round % 2 == 0 ? evenModulus : oddModulus;
            input[^(halfBytes + 1)] = (byte)round;
            WriteNumber(back ? a : b, input.AsSpan(^halfBytes..));
            var y = RoundNumber(input, RoundBytes(halfBytes));
            // The remainder of a negative number would be negative.
            if (back)
                (a, b) = ((((b - y) % modulus) + modulus) % modulus, a);
            else
                (a, b) = (b, (a + y) % modulus);
        }
        ToNumerals(a, result[..left]);
        ToNumerals(b, result[left..]);
    }

    private BigInteger RoundNumber(ReadOnlySpan<byte> input, int bytes)
    {
        var chained = _aes.EncryptCbc(input, new byte[BlockLength], PaddingMode.None);
        var last = chained.AsSpan(^BlockLength..).ToArray();
        var blocks = (bytes + BlockLength - 1) / BlockLength;
        var stream = new byte[blocks * BlockLength];
        last.CopyTo(stream, 0);
        for (var j = 1; j < blocks; j++)
        {
            var counted = (byte[])last.Clone();
            var counter = counted.AsSpan(BlockLength - sizeof(int));
            BinaryPrimitives.WriteInt32BigEndian(counter, BinaryPrimitives.ReadInt32BigEndian(counter) ^ j);
            _aes.EncryptEcb(counted, stream.AsSpan(j * BlockLength, BlockLength), PaddingMode.None);
        }
        return new(stream.AsSpan(0, bytes), isUnsigned: true, isBigEndian: true);
    }

    private BigInteger ToNumber(ReadOnlySpan<byte> numerals)
    {
        var number = BigInteger.Zero;
        foreach (var numeral in numerals)
            number = (number * _radix) + numeral;
        return number;
    }

    private void ToNumerals(BigInteger number, Span<byte> numerals)
    {
        for (var i = numerals.Length - 1; i >= 0; i--)
        {
            (number, var numeral) = BigInteger.DivRem(number, _radix);
            numerals[i] = (byte)numeral;
        }
    }

    private static void WriteNumber(BigInteger number, Span<byte> bytes)
    {
        bytes.Clear();
        var count = number.GetByteCount(isUnsigned: true);
        // Zero takes one byte, and where it has no room it is not needed.
        if (count <= bytes.Length)
            number.TryWriteBytes(bytes[(bytes.Length - count)..], out _, isUnsigned: true, isBigEndian: true);
    }
}
