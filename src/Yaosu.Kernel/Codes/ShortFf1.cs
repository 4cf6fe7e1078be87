using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Yaosu.Codes;

/// <summary>
/// <see cref="Ff1"/> for strings of at most 32 numerals, many at a time: of each round's input only the last block differs from code to code, so a round is one
/// block of AES a code. Where the machine has instructions for AES they are used in place; elsewhere a whole batch goes through the library in one call.
/// Keeps its buffers: not for two threads at once.
/// </summary>
internal abstract class ShortFf1 : IDisposable
{
    internal const int MostNumerals = 32;

    /// <summary>Strings of one run: enough that beginning one costs nothing, few enough to stay in the nearest cache.</summary>
    internal const int Batch = 1024;

    private readonly Aes? _aes;
    private readonly ICryptoTransform? _transform;
    private byte[] _blocks = [];

    private protected ShortFf1(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain, bool inPlace)
    {
        Ff1.CheckRadix(radix);
        Ff1.CheckDomain(radix, length, smallestDomain);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostNumerals);
        (LeftLength, RightLength) = (length / 2, length - (length / 2));
        LeftModulus = (UInt128)BigInteger.Pow(radix, LeftLength);
        RightModulus = (UInt128)BigInteger.Pow(radix, RightLength);
        HalfBytes = Ff1.BytesBelow(RightModulus);
        RoundBytes = Ff1.RoundBytes(HalfBytes);
        RightReciprocal = (ulong)(BigInteger.Pow(256, RoundBytes) / RightModulus);

        if (inPlace)
            InPlace = AesSchedule.Of(key);
        else
        {
            _aes = key.CreateAes();
            _aes.Mode = CipherMode.ECB;
            _aes.Padding = PaddingMode.None;
            _transform = _aes.CreateEncryptor();
        }
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
    private protected ulong RightReciprocal { get; }

    /// <summary>The last block of round 0 with a half of zero, chained to those before it.</summary>
    private protected UInt128 LastBlock { get; }

    /// <summary>None where AES is the library's.</summary>
    private protected AesSchedule? InPlace { get; }

    internal static ShortFf1 Create(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak = default, int smallestDomain = Ff1.SmallestDomain) =>
        Create(key, radix, length, tweak, smallestDomain, AesSchedule.IsSupported);

    internal static ShortFf1 Create(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain, bool inPlace) =>
        BigInteger.Pow(radix, Math.Max(0, length - (length / 2))) <= BigInteger.One << NarrowFf1.HalfBits
            ? new NarrowFf1(key, radix, length, tweak, smallestDomain, inPlace)
            : new WideFf1(key, radix, length, tweak, smallestDomain, inPlace);

    /// <summary>Encrypts first, first + 1, …; the results are read by <see cref="Left"/> and <see cref="Right"/>.</summary>
    internal abstract void EncryptRun(UInt128 first, int count);

    /// <summary>The leading numerals of the result, as a number.</summary>
    internal abstract UInt128 Left(int at);

    internal abstract UInt128 Right(int at);

    internal abstract (UInt128 Left, UInt128 Right) Encrypt(UInt128 left, UInt128 right);

    internal abstract (UInt128 Left, UInt128 Right) Decrypt(UInt128 left, UInt128 right);

    /// <summary>Writes the results as text, one after another with so many characters from each to the next.</summary>
    internal abstract void WriteRun(CodeAlphabet alphabet, int count, Span<byte> destination, int stride);

    public void Dispose()
    {
        InPlace?.Dispose();
        _transform?.Dispose();
        _aes?.Dispose();
    }

    private protected UInt128 ConstantOf(int round) => LastBlock ^ ((UInt128)round << (8 * HalfBytes));

    /// <summary>Room for so many blocks; what was there before may be gone.</summary>
    private protected Span<Vector128<byte>> Blocks(int count)
    {
        if (_blocks.Length < count * Ff1.BlockLength)
            _blocks = new byte[count * Ff1.BlockLength];
        return MemoryMarshal.Cast<byte, Vector128<byte>>(_blocks.AsSpan(0, count * Ff1.BlockLength));
    }

    private protected void EncryptBlocks(int count) => _transform!.TransformBlock(_blocks, 0, count * Ff1.BlockLength, _blocks, 0);

    private UInt128 EncryptBlock(UInt128 block)
    {
        if (InPlace is { } aes)
            return aes.Encrypt(block);
        Blocks(1);
        BinaryPrimitives.WriteUInt128BigEndian(_blocks, block);
        EncryptBlocks(1);
        return BinaryPrimitives.ReadUInt128BigEndian(_blocks);
    }

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
            chain = EncryptBlock(chain) ^ BinaryPrimitives.ReadUInt128BigEndian(rest.AsSpan(at));
        return chain;
    }
}

/// <summary>The halves as numbers that the machine adds in one step, or in two.</summary>
internal abstract class ShortFf1<THalf, TRound>(CodeKey key, int radix, int length, ReadOnlySpan<byte> tweak, int smallestDomain, bool inPlace)
    : ShortFf1(key, radix, length, tweak, smallestDomain, inPlace)
    where THalf : unmanaged, IBinaryInteger<THalf>, IUnsignedNumber<THalf>
    where TRound : struct, IFf1Round<THalf>
{
    private readonly TRound[] _rounds = new TRound[Ff1.Rounds];

    // Of who only reads codes there may be thousands: they come with the first run.
    private THalf[] _left = [];
    private THalf[] _right = [];

    internal sealed override void EncryptRun(UInt128 first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Batch);
        var (quotient, remainder) = UInt128.DivRem(first, RightModulus);
        // The last of the run, not only the first, must be below the modulus.
        if (quotient + ((remainder + (uint)Math.Max(0, count - 1)) / RightModulus) >= LeftModulus)
            throw new ArgumentOutOfRangeException(nameof(first), "The run leaves the numbers that can be written with these numerals.");
        var whole = (count + Ff1Round.Width - 1) / Ff1Round.Width * Ff1Round.Width;
        if (_left.Length < whole)
            (_left, _right) = (new THalf[whole], new THalf[whole]);
        var (left, right, modulus) = (THalf.CreateTruncating(quotient), THalf.CreateTruncating(remainder), THalf.CreateTruncating(RightModulus));
        var lefts = _left.AsSpan(0, whole);
        var rights = _right.AsSpan(0, whole);
        for (var i = 0; i < count; i++)
        {
            (lefts[i], rights[i]) = (left, right);
            if (++right == modulus)
                (left, right) = (left + THalf.One, THalf.Zero);
        }

        // The standard swaps the halves after each round. Here they stay: even rounds change the left by the right, odd ones the right by the left.
        for (var i = 0; i < Ff1.Rounds; i++)
        {
            var source = i % 2 == 0 ? rights : lefts;
            var target = i % 2 == 0 ? lefts : rights;
            if (InPlace is { } aes)
                Ff1Round.Run(aes, _rounds[i], source, target);
            else
                RunByLibrary(_rounds[i], source, target);
        }
    }

    internal sealed override UInt128 Left(int at) => UInt128.CreateTruncating(_left[at]);

    internal sealed override UInt128 Right(int at) => UInt128.CreateTruncating(_right[at]);

    internal sealed override (UInt128 Left, UInt128 Right) Encrypt(UInt128 left, UInt128 right) => RunOne(left, right, back: false);

    internal sealed override (UInt128 Left, UInt128 Right) Decrypt(UInt128 left, UInt128 right) => RunOne(left, right, back: true);

    internal sealed override void WriteRun(CodeAlphabet alphabet, int count, Span<byte> destination, int stride) =>
        Write(alphabet, _left.AsSpan(0, count), _right.AsSpan(0, count), destination, stride);

    private protected abstract void Write(CodeAlphabet alphabet, ReadOnlySpan<THalf> left, ReadOnlySpan<THalf> right, Span<byte> destination, int stride);

    private protected void Prepare(Func<int, TRound> round)
    {
        for (var i = 0; i < Ff1.Rounds; i++)
            _rounds[i] = round(i);
    }

    private void RunByLibrary(TRound round, ReadOnlySpan<THalf> source, Span<THalf> target)
    {
        var blocks = Blocks(source.Length);
        for (var i = 0; i < source.Length; i++)
            blocks[i] = round.BlockOf(source[i]);
        EncryptBlocks(source.Length);
        for (var i = 0; i < target.Length; i++)
            target[i] = Ff1Round.One(round, blocks[i], target[i], back: false);
    }

    private (UInt128 Left, UInt128 Right) RunOne(UInt128 left, UInt128 right, bool back)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(left, LeftModulus);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(right, RightModulus);
        var (l, r) = (THalf.CreateTruncating(left), THalf.CreateTruncating(right));
        for (var i = 0; i < Ff1.Rounds; i++)
        {
            var at = back ? Ff1.Rounds - 1 - i : i;
            ref readonly var round = ref _rounds[at];
            if (at % 2 == 0)
                l = Ff1Round.One(round, EncryptBlock(round.BlockOf(r)), l, back);
            else
                r = Ff1Round.One(round, EncryptBlock(round.BlockOf(l)), r, back);
        }
        return (UInt128.CreateTruncating(l), UInt128.CreateTruncating(r));
    }

    private Vector128<byte> EncryptBlock(Vector128<byte> block)
    {
        if (InPlace is { } aes)
            return aes.Encrypt(block);
        var blocks = Blocks(1);
        blocks[0] = block;
        EncryptBlocks(1);
        return blocks[0];
    }
}
