using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Yaosu.Codes;

/// <summary>What one round of <see cref="ShortFf1"/> does around AES. A structure: compiled into the loop that asks for it.</summary>
/// <typeparam name="THalf">The half of a string, as a number.</typeparam>
internal interface IFf1Round<THalf>
{
    /// <summary>What goes into AES.</summary>
    Vector128<byte> BlockOf(THalf source);

    /// <summary>What comes out of it, as two words that <see cref="Add"/> takes.</summary>
    Vector128<byte> WordsOf(Vector128<byte> encrypted);

    THalf Add(THalf target, ulong first, ulong second);

    THalf TakeAway(THalf target, ulong first, ulong second);
}

internal static class Ff1Round
{
    /// <summary>Blocks that are in AES at once: enough that none waits for another.</summary>
    internal const int Width = 8;

    /// <summary>As AES has it in memory.</summary>
    internal static Vector128<byte> BytesOf(UInt128 block)
    {
        Span<byte> bytes = stackalloc byte[Ff1.BlockLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, block);
        return Vector128.Create<byte>(bytes);
    }

    /// <summary>The upper half of a product; the plain way would store the lower one too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong UpperOf(ulong a, ulong b) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);

    /// <summary>
    /// One round for many strings; their number is a multiple of <see cref="Width"/>. While eight blocks go through AES, the eight before them are reduced and added: the machine does both
    /// at once only if they stand side by side in the program.
    /// </summary>
    internal static void Run<THalf, TRound>(AesSchedule aes, TRound round, ReadOnlySpan<THalf> source, Span<THalf> target)
        where THalf : unmanaged
        where TRound : struct, IFf1Round<THalf>
    {
        if (source.Length % Width != 0 || target.Length != source.Length)
            throw new ArgumentException($"{source.Length} and {target.Length} are not the same multiple of {Width}.", nameof(source));
        // As wide as an address: no widening in the innermost loop.
        nint last = aes.Rounds;
        ref var keys = ref aes.Keys;
        // Nothing is before the first eight: what is added there is thrown away.
        Span<THalf> nowhere = stackalloc THalf[Width];
        Span<Vector128<byte>> words = stackalloc Vector128<byte>[Width];
        ref var before = ref MemoryMarshal.GetReference(nowhere);
        ref var word = ref Unsafe.As<Vector128<byte>, ulong>(ref MemoryMarshal.GetReference(words));
        ref var place = ref MemoryMarshal.GetReference(words);
        for (var at = 0; at < source.Length; at += Width)
        {
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), at);
            var key = keys;
            var b0 = round.BlockOf(from) ^ key;
            var b1 = round.BlockOf(Unsafe.Add(ref from, 1)) ^ key;
            var b2 = round.BlockOf(Unsafe.Add(ref from, 2)) ^ key;
            var b3 = round.BlockOf(Unsafe.Add(ref from, 3)) ^ key;
            var b4 = round.BlockOf(Unsafe.Add(ref from, 4)) ^ key;
            var b5 = round.BlockOf(Unsafe.Add(ref from, 5)) ^ key;
            var b6 = round.BlockOf(Unsafe.Add(ref from, 6)) ^ key;
            var b7 = round.BlockOf(Unsafe.Add(ref from, 7)) ^ key;
            for (nint i = 1; i < last; i++)
            {
                key = Unsafe.Add(ref keys, i);
                b0 = AesSchedule.Round(b0, key);
                b1 = AesSchedule.Round(b1, key);
                b2 = AesSchedule.Round(b2, key);
                b3 = AesSchedule.Round(b3, key);
                b4 = AesSchedule.Round(b4, key);
                b5 = AesSchedule.Round(b5, key);
                b6 = AesSchedule.Round(b6, key);
                b7 = AesSchedule.Round(b7, key);
                // AES has ten rounds at least.
                if (i <= Width)
                    Add(ref round, ref Unsafe.Add(ref before, i - 1), ref Unsafe.Add(ref word, 2 * (i - 1)));
            }
            key = Unsafe.Add(ref keys, last);
            place = round.WordsOf(AesSchedule.LastRound(b0, key));
            Unsafe.Add(ref place, 1) = round.WordsOf(AesSchedule.LastRound(b1, key));
            Unsafe.Add(ref place, 2) = round.WordsOf(AesSchedule.LastRound(b2, key));
            Unsafe.Add(ref place, 3) = round.WordsOf(AesSchedule.LastRound(b3, key));
            Unsafe.Add(ref place, 4) = round.WordsOf(AesSchedule.LastRound(b4, key));
            Unsafe.Add(ref place, 5) = round.WordsOf(AesSchedule.LastRound(b5, key));
            Unsafe.Add(ref place, 6) = round.WordsOf(AesSchedule.LastRound(b6, key));
            Unsafe.Add(ref place, 7) = round.WordsOf(AesSchedule.LastRound(b7, key));
            before = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), at);
        }
        for (var i = 0; i < Width; i++)
            Add(ref round, ref Unsafe.Add(ref before, i), ref Unsafe.Add(ref word, 2 * i));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Add(ref TRound round, ref THalf target, ref ulong words) => target = round.Add(target, words, Unsafe.Add(ref words, 1));
    }

    /// <summary>The same for one string, forwards or back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static THalf One<THalf, TRound>(TRound round, Vector128<byte> encrypted, THalf target, bool back)
        where TRound : struct, IFf1Round<THalf>
    {
        var words = round.WordsOf(encrypted).AsUInt64();
        return back ? round.TakeAway(target, words.ToScalar(), words.GetElement(1)) : round.Add(target, words.ToScalar(), words.GetElement(1));
    }
}
