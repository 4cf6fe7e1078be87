using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Arm = System.Runtime.Intrinsics.Arm;
using X86 = System.Runtime.Intrinsics.X86;

namespace Yaosu.Codes;

/// <summary>An expanded key of AES for the machine's own instructions, which <see cref="ShortFf1"/> mixes with its own: a call into a library for each round would take longer than the round.</summary>
internal sealed class AesSchedule : IDisposable
{
    // Pinned: the collector would leave copies behind.
    private readonly Vector128<byte>[] _keys;
    private bool _disposed;

    private AesSchedule(ReadOnlySpan<byte> key)
    {
        var words = key.Length / sizeof(uint);
        Rounds = words + 6;
        _keys = GC.AllocateArray<Vector128<byte>>(Rounds + 1, pinned: true);
        // FIPS 197, 5.2. The words lie as in memory, so the standard's rotation to the left is one to the right.
        var w = MemoryMarshal.Cast<Vector128<byte>, uint>(_keys.AsSpan());
        MemoryMarshal.Cast<byte, uint>(key).CopyTo(w);
        var constant = 1u;
        for (var i = words; i < w.Length; i++)
        {
            var last = w[i - 1];
            if (i % words == 0)
            {
                last = BitOperations.RotateRight(Substituted(last), 8) ^ constant;
                constant = constant == 0x80 ? 0x1B : constant << 1;
            }
            else if (words > 6 && i % words == 4)
                last = Substituted(last);
            w[i] = w[i - words] ^ last;
        }
    }

    /// <summary>A code that is printed can't be taken back: the instructions are trusted once they gave the standard's own sample.</summary>
    internal static bool IsSupported { get; } = BitConverter.IsLittleEndian && (X86.Aes.IsSupported || Arm.Aes.IsSupported) && GivesTheSample();

    /// <summary>10, 12 or 14.</summary>
    internal int Rounds { get; }

    /// <summary>The first of one more than there are rounds.</summary>
    internal ref Vector128<byte> Keys
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return ref MemoryMarshal.GetArrayDataReference(_keys);
        }
    }

    internal static AesSchedule Of(CodeKey key)
    {
        Span<byte> bytes = stackalloc byte[key.Length];
        key.CopyTo(bytes);
        var schedule = new AesSchedule(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return schedule;
    }

    internal Vector128<byte> Encrypt(Vector128<byte> block)
    {
        ref var key = ref Keys;
        block ^= key;
        for (var i = 1; i < Rounds; i++)
            block = Round(block, Unsafe.Add(ref key, i));
        return LastRound(block, Unsafe.Add(ref key, Rounds));
    }

    internal UInt128 Encrypt(UInt128 block)
    {
        Span<byte> bytes = stackalloc byte[Ff1.BlockLength];
        Encrypt(Ff1Round.BytesOf(block)).CopyTo(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    // Arm adds the key before it substitutes, and mixes the columns in a step of its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Round(Vector128<byte> block, Vector128<byte> key) =>
        X86.Aes.IsSupported ? X86.Aes.Encrypt(block, key) : Arm.Aes.MixColumns(Arm.Aes.Encrypt(block, Vector128<byte>.Zero)) ^ key;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> LastRound(Vector128<byte> block, Vector128<byte> key) =>
        X86.Aes.IsSupported ? X86.Aes.EncryptLast(block, key) : Arm.Aes.Encrypt(block, Vector128<byte>.Zero) ^ key;

    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_keys.AsSpan()));
    }

    /// <summary>A last round also shifts rows, which four equal columns don't show.</summary>
    private static uint Substituted(uint word) => LastRound(Vector128.Create(word).AsByte(), Vector128<byte>.Zero).AsUInt32().ToScalar();

    /// <summary>FIPS 197, C.3.</summary>
    private static bool GivesTheSample()
    {
        Span<byte> key = stackalloc byte[CodeKey.NewLength];
        for (var i = 0; i < key.Length; i++)
            key[i] = (byte)i;
        using var schedule = new AesSchedule(key);
        return schedule.Encrypt(new UInt128(0x0011223344556677, 0x8899AABBCCDDEEFF)) == new UInt128(0x8EA2B7CA516745BF, 0xEAFC49904B496089);
    }
}
