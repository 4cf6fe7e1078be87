using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Yaosu.Codes;

/// <summary>
/// <see cref="Ff1"/> for strings of at most 32 numerals, many at a time: of each round's input only the last block differs from code to code, so a round is one
/// block of AES a code, and a whole batch goes through AES in one call. Keeps its buffers: not for two threads at once.
/// </summary>
internal abstract class ShortFf1 : IDisposable
{
    internal const int MostNumerals = 32;

    /// <summary>Strings that go through AES in one call: enough that the call costs nothing, few enough to stay in the nearest cache (1,024 and 2,048 were fastest).</summary>
    internal const int Batch = 1024;

    private readonly Aes _aes;
    private readonly ICryptoTransform _transform;

    private protected ShortFf1(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain)
    {
        Ff1.CheckRadix(radix);
        Ff1.CheckDomain(radix, length, smallestDomain);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostNumerals);
        (LeftLength, RightLength) = (length / 2, length - (length / 2));
        LeftModulus = (UInt128)BigInteger.Pow(radix, LeftLength);
        RightModulus = (UInt128)BigInteger.Pow(radix, RightLength);
        HalfBytes = Ff1.BytesBelow(RightModulus);
        RoundBytes = Ff1.RoundBytes(HalfBytes);
        RightReciprocal = (UInt128)(BigInteger.Pow(256, RoundBytes) / RightModulus);

        _aes = key.CreateAes();
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _transform = _aes.CreateEncryptor();
        LastBlock = ChainUpToLastBlock(radix, length, tweak);
    }

    internal int LeftLength { get; }

    internal int RightLength { get; }

    private protected UInt128 LeftModulus { get; }

    private protected UInt128 RightModulus { get; }

    /// <summary>Bytes of the half that goes into a round.</summary>
    private protected int HalfBytes { get; }

    /// <summary>Bytes of what comes out of one.</summary>
    private protected int RoundBytes { get; }

    /// <summary>What lies above every number that comes out of a round, divided by the right modulus: never more than 64 bits.</summary>
    private protected UInt128 RightReciprocal { get; }

    /// <summary>The last block of round 0 with a half of zero, chained to those before it.</summary>
    private protected UInt128 LastBlock { get; }

    private protected byte[] Blocks { get; } = new byte[Batch * Ff1.BlockLength];

    internal static ShortFf1 Create(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak = default, int smallestDomain = Ff1.SmallestDomain) =>
        BigInteger.Pow(radix, Math.Max(0, length - (length / 2))) <= BigInteger.One << NarrowFf1.HalfBits
            ? new NarrowFf1(key, radix, length, tweak, smallestDomain)
            : new WideFf1(key, radix, length, tweak, smallestDomain);

    /// <summary>Encrypts first, first + 1, …; the results are read by <see cref="Left"/> and <see cref="Right"/>.</summary>
    internal abstract void EncryptRun(UInt128 first, int count);

    /// <summary>The leading numerals of the result, as a number.</summary>
    internal abstract UInt128 Left(int at);

    internal abstract UInt128 Right(int at);

    internal abstract (UInt128 Left, UInt128 Right) Encrypt(UInt128 left, UInt128 right);

    internal abstract (UInt128 Left, UInt128 Right) Decrypt(UInt128 left, UInt128 right);

    /// <summary>Writes the results as text, one after another with so many characters from each to the next.</summary>
    internal abstract void WriteRun(CodeAlphabet alphabet, int count, Span<char> destination, int stride);

    public void Dispose()
    {
        _transform.Dispose();
        _aes.Dispose();
    }

    private protected void EncryptBlocks(int count) => _transform.TransformBlock(Blocks, 0, count * Ff1.BlockLength, Blocks, 0);

    private protected UInt128 ConstantOf(int round) => LastBlock ^ ((UInt128)round << (8 * HalfBytes));

    private UInt128 ChainUpToLastBlock(int radix, int length, ReadOnlySpan<byte> tweak)
    {
        Span<byte> first = stackalloc byte[Ff1.BlockLength];
        Ff1.WriteFirstBlock(first, radix, length, tweak.Length);
        // The tweak stands before the zeros that fill up to whole blocks; the round and the half end the last one and always fit it.
        var tail = tweak.Length + 1 + HalfBytes;
        var rest = new byte[(tail + Ff1.BlockLength - 1) / Ff1.BlockLength * Ff1.BlockLength];
        tweak.CopyTo(rest);
        var chain = BinaryPrimitives.ReadUInt128BigEndian(first);
        for (var at = 0; at < rest.Length; at += Ff1.BlockLength)
        {
            BinaryPrimitives.WriteUInt128BigEndian(Blocks, chain);
            EncryptBlocks(1);
            chain = BinaryPrimitives.ReadUInt128BigEndian(Blocks) ^ BinaryPrimitives.ReadUInt128BigEndian(rest.AsSpan(at));
        }
        return chain;
    }
}

/// <summary>The halves as numbers that the machine adds in one step, or in two.</summary>
internal abstract class ShortFf1<THalf>(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain) : ShortFf1(key, radix, length, tweak, smallestDomain)
    where THalf : unmanaged, IBinaryInteger<THalf>, IUnsignedNumber<THalf>
{
    private readonly THalf[] _left = new THalf[Batch];
    private readonly THalf[] _right = new THalf[Batch];

    internal sealed override void EncryptRun(UInt128 first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Batch);
        var (quotient, remainder) = UInt128.DivRem(first, RightModulus);
        // The last of the run, not only the first, must be below the modulus.
        if (quotient + ((remainder + (uint)Math.Max(0, count - 1)) / RightModulus) >= LeftModulus)
            throw new ArgumentOutOfRangeException(nameof(first), "The run leaves the numbers that can be written with these numerals.");
        var (left, right, modulus) = (THalf.CreateTruncating(quotient), THalf.CreateTruncating(remainder), THalf.CreateTruncating(RightModulus));
        for (var i = 0; i < count; i++)
        {
            (_left[i], _right[i]) = (left, right);
            if (++right == modulus)
                (left, right) = (left + THalf.One, THalf.Zero);
        }
        Run(count, back: false);
    }

    internal sealed override UInt128 Left(int at) => UInt128.CreateTruncating(_left[at]);

    internal sealed override UInt128 Right(int at) => UInt128.CreateTruncating(_right[at]);

    internal sealed override (UInt128 Left, UInt128 Right) Encrypt(UInt128 left, UInt128 right) => RunOne(left, right, back: false);

    internal sealed override (UInt128 Left, UInt128 Right) Decrypt(UInt128 left, UInt128 right) => RunOne(left, right, back: true);

    internal sealed override void WriteRun(CodeAlphabet alphabet, int count, Span<char> destination, int stride) => Write(alphabet, count, _left, _right, destination, stride);

    private protected abstract void Write(CodeAlphabet alphabet, int count, ReadOnlySpan<THalf> left, ReadOnlySpan<THalf> right, Span<char> destination, int stride);

    /// <summary>The first round's blocks.</summary>
    private protected abstract void Prepare(int round, ReadOnlySpan<THalf> source);

    /// <summary>Adds the round's numbers to the target, or takes them away, and lays out the next round's blocks; none after the last.</summary>
    private protected abstract void Step(int round, int? next, Span<THalf> target, bool back);

    // The standard swaps the halves after each round. Here they stay: even rounds change the left by the right, odd ones the right by the left.
    private void Run(int count, bool back)
    {
        Prepare(back ? Ff1.Rounds - 1 : 0, (back ? _left : _right).AsSpan(0, count));
        for (var i = 0; i < Ff1.Rounds; i++)
        {
            var round = back ? Ff1.Rounds - 1 - i : i;
            EncryptBlocks(count);
            Step(round, i == Ff1.Rounds - 1 ? null : back ? round - 1 : round + 1, (round % 2 == 0 ? _left : _right).AsSpan(0, count), back);
        }
    }

    private (UInt128 Left, UInt128 Right) RunOne(UInt128 left, UInt128 right, bool back)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(left, LeftModulus);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(right, RightModulus);
        (_left[0], _right[0]) = (THalf.CreateTruncating(left), THalf.CreateTruncating(right));
        Run(1, back);
        return (Left(0), Right(0));
    }
}
