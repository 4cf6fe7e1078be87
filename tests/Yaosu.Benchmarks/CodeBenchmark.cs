using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Yaosu.Benchmarks.Support;
using Yaosu.Codes;

namespace Yaosu.Benchmarks;

/// <summary>
/// Codes of a package, written as its text file is: 20 digits, and 16 mixed characters; and read back one by one, as scans are. Goals: <c>codes_per_second</c> ≥ 1,000,000 on one core
/// and <c>ratio_to_aes</c> ≤ 3. Compared with what can't be done without, AES over ten blocks a code, and with the standard written down with numbers of any size.
/// Then ten million codes of one space, of several layouts, levels and packages: no two are alike.
/// </summary>
internal sealed class CodeBenchmark : IBenchmark
{
    private const int Turns = 5;
    private const int BlocksOfCode = 10;
    private const int BufferBlocks = 4096;

    private static readonly int Codes = Size.Of(1_000_000, atLeast: 10_000);
    private static readonly int Read = Size.Of(100_000, atLeast: 1_000);
    private static readonly int Plain = Size.Of(5_000, atLeast: 100);
    private static readonly int Compared = Size.Of(10_000_000, atLeast: 100_000);
    private static readonly DateTime At = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public string Name => "codes";

    public string What => "writing and reading trace codes, and ten million that differ";

    public Task RunAsync(Report report, CancellationToken cancellation)
    {
        using var key = CodeKey.New();
        Measure("20_digits", CodeLayout.Quick(CodeAlphabet.Digits, 20).Value, key, report);
        Measure("16_mixed", CodeLayout.Quick(CodeAlphabet.Mixed, 16).Value, key, report);
        Measure("32_mixed", CodeLayout.Quick(CodeAlphabet.Mixed, 32).Value, key, report);
        report.Add("compared_codes", Compare(key, cancellation));
        return Task.CompletedTask;
    }

    private static void Measure(string name, CodeLayout layout, CodeKey key, Report report)
    {
        using var writer = new CodeWriter(layout, key, At, 1_000_000, 0);
        using var reader = new CodeReader(layout.Shape!.Value, key);
        var text = new char[Codes * layout.Length];
        var (writing, aes, plain, reading) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var turn = -1; turn < Turns; turn++)
        {
            var written = Time(Codes, () => writer.WriteMany(0, Codes, text));
            var (bare, standard) = (Time(Codes, Aes), Time(Plain, () => WriteByTheBook(layout, key)));
            var read = Time(Read, () =>
            {
                for (var i = 0; i < Read; i++)
                {
                    if (!reader.TryRead(text.AsSpan(i * layout.Length, layout.Length), out var number) || number != 1_000_000 + i)
                        throw new InvalidOperationException($"Code {i} read as {number}.");
                }
            });
            // The first turn is for the compilers.
            if (turn < 0)
                continue;
            writing.Add(written);
            aes.Add(bare);
            plain.Add(standard);
            reading.Add(read);
        }
        report.Add($"codes_per_second_{name}", 1e9 / writing.Median(), "codes/s");
        report.Add($"aes_alone_codes_per_second_{name}", 1e9 / aes.Median(), "codes/s");
        report.Add($"by_the_book_codes_per_second_{name}", 1e9 / plain.Median(), "codes/s");
        report.Add($"ratio_to_aes_{name}", writing.Zip(aes, (ours, bare) => ours / bare).ToList().Median());
        report.Add($"times_faster_than_by_the_book_{name}", plain.Zip(writing, (standard, ours) => standard / ours).ToList().Median());
        report.Add($"read_codes_per_second_{name}", 1e9 / reading.Median(), "codes/s");
    }

    /// <summary>As many blocks as the codes need, by calls so long that the call itself costs nothing.</summary>
    private static void Aes()
    {
        using var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = RandomNumberGenerator.GetBytes(CodeKey.NewLength);
        var buffer = new byte[BufferBlocks * 16];
        for (long done = 0; done < (long)Codes * BlocksOfCode; done += BufferBlocks)
            aes.EncryptEcb(buffer, buffer, PaddingMode.None);
    }

    /// <summary>FF1 as one would write it down from the standard, a code at a time.</summary>
    private static void WriteByTheBook(CodeLayout layout, CodeKey key)
    {
        var (length, characters) = (layout.Length, layout.Guard!.Alphabet.Characters);
        var secret = new byte[key.Length];
        key.CopyTo(secret);
        using var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = secret;
        var (radix, code) = (new BigInteger(characters.Length), new char[length]);
        var (u, v) = (length / 2, length - (length / 2));
        var (moduli, b) = (new[] { BigInteger.Pow(radix, u), BigInteger.Pow(radix, v) }, (int)(((BigInteger.Pow(radix, v) - 1).GetBitLength() + 7) / 8));
        var d = (4 * ((b + 3) / 4)) + 4;
        var input = new byte[32];
        ((byte[])[1, 2, 1, 0, 0, (byte)characters.Length, 10, (byte)u]).CopyTo(input, 0);
        BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(8), length);
        for (var number = 0; number < Plain; number++)
        {
            var (left, right) = BigInteger.DivRem(1_000_000 + number, moduli[1]);
            for (var round = 0; round < 10; round++)
            {
                input.AsSpan(16).Clear();
                input[^(b + 1)] = (byte)round;
                var half = right.ToByteArray(isUnsigned: true, isBigEndian: true);
                half.CopyTo(input, input.Length - half.Length);
                var y = new BigInteger(aes.EncryptCbc(input, new byte[16], PaddingMode.None).AsSpan(16, d), isUnsigned: true, isBigEndian: true);
                (left, right) = (right, (left + y) % moduli[round % 2]);
            }
            var value = (left * moduli[1]) + right;
            for (var at = length - 1; at >= 0; at--)
            {
                code[at] = characters[(int)(value % radix)];
                value /= radix;
            }
        }
        // Both do the same, or the comparison says nothing.
        using var writer = new CodeWriter(layout, key, At, 1_000_000, 0);
        var ours = new char[code.Length];
        writer.Write(Plain - 1, ours);
        if (!ours.AsSpan().SequenceEqual(code))
            throw new InvalidOperationException($"By the book it is {new string(code)}.");
    }

    private static long Compare(CodeKey key, CancellationToken cancellation)
    {
        var guard = new CodeSegment.Guard("防伪", CodeAlphabet.Mixed, 13);
        CodeLayout[] layouts =
        [
            CodeLayout.Quick(CodeAlphabet.Mixed, 13).Value,
            CodeLayout.Create(21, [guard, new CodeSegment.Counter("流水", 0, 99_999_999, 8)]).Value,
            CodeLayout.Create(21, [new CodeSegment.Date("日期"), guard]).Value,
        ];
        var levels = PackLevels.Create(2, 10).Value;
        // Twelve of thirteen characters fit 64 bits: equal ones are neighbours then, and few of those differ in the thirteenth alone.
        var (values, lasts, next) = (new ulong[Compared], new char[Compared], 0);
        for (var package = 0; next < Compared; package++)
        {
            cancellation.ThrowIfCancellationRequested();
            var layout = layouts[package % layouts.Length];
            foreach (var all in levels.CountsFor(Math.Max(1, Compared / 1000) + package).Value.ByLevel)
            {
                var count = (int)Math.Min(all, Compared - next);
                using var writer = new CodeWriter(layout, key, At, next, 0);
                var text = new char[count * layout.Length];
                writer.WriteMany(0, count, text);
                for (var i = 0; i < count; i++, next++)
                {
                    var code = text.AsSpan((i * layout.Length) + layout.Shape!.Value.GuardOffset, guard.Length);
                    foreach (var c in code[..^1])
                        values[next] = (values[next] * 36) + (uint)(char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10);
                    lasts[next] = code[^1];
                }
            }
        }
        Array.Sort(values, lasts);
        for (var i = 1; i < next; i++)
        {
            for (var j = i - 1; j >= 0 && values[j] == values[i]; j--)
            {
                if (lasts[j] == lasts[i])
                    throw new InvalidOperationException("Two codes are alike.");
            }
        }
        return next;
    }

    private static double Time(int count, Action what)
    {
        var start = TimeProvider.System.GetTimestamp();
        what();
        return TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / count;
    }
}
