using System.Security.Cryptography;
using Yaosu.Benchmarks.Support;
using Yaosu.Codes;
using Yaosu.Codes.Packages;

namespace Yaosu.Benchmarks;

/// <summary>
/// Ten million codes of 20 digits on three linked levels, written as the text package that people download. Goals on one core: <c>ratio_to_aes_limit</c> ≥ 0.35 (the limit is AES over
/// ten blocks a code and nothing else), <c>ratio_to_naive</c> ≥ 10 (random strings kept in a set so that none comes twice), <c>peak_mb</c> ≤ 100.
/// </summary>
internal sealed class PackageBenchmark : IBenchmark
{
    private const int Turns = 3;
    private const int BlocksOfCode = 10;
    private const int BufferBlocks = 4096;

    // 1 + 10 + 100 codes for each outermost package.
    private static readonly long Outermost = Size.Of(10_000_000, atLeast: 111_000) / 111;
    private static readonly int Naive = Size.Of(1_000_000, atLeast: 10_000);

    public string Name => "package";

    public string What => "ten million codes of three levels as the text package";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        using var key = CodeKey.New();
        var codes = PackLevels.Create(10, 10).Value.CountsFor(Outermost).Value.Total;
        var (ours, limit, naive, peaks) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var bytes = 0L;
        for (var turn = -1; turn < Turns; turn++)
        {
            double written;
            await using (var memory = new PeakMemory())
            {
                var start = TimeProvider.System.GetTimestamp();
                await using var text = new PackageTextStream(TextOf(key));
                await text.CopyToAsync(Stream.Null, 81_920, cancellation);
                (bytes, written) = (text.Length, TimeProvider.System.GetElapsedTime(start).TotalSeconds);
                peaks.Add(memory.MegabytesAboveIdle);
            }
            var (aes, random) = (Aes(codes), RandomStrings());
            // The first turn is for the compilers.
            if (turn < 0)
                continue;
            ours.Add(codes / written);
            limit.Add(codes / aes);
            naive.Add(Naive / random);
        }
        report.Add("codes", codes);
        report.Add("codes_per_second", ours.Median(), "codes/s");
        report.Add("aes_limit_codes_per_second", limit.Median(), "codes/s");
        report.Add("ratio_to_aes_limit", ours.Zip(limit, (x, most) => x / most).ToList().Median());
        report.Add("naive_codes_per_second", naive.Median(), "codes/s");
        report.Add("ratio_to_naive", ours.Zip(naive, (x, plain) => x / plain).ToList().Median());
        report.Add("peak_mb", peaks.Max(), "MB");
        report.Add("mb", bytes / 1_048_576.0, "MB");
    }

    private static PackageText TextOf(CodeKey key)
    {
        var (layout, at) = (CodeLayout.Quick(CodeAlphabet.Digits, 20).Value, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var counts = PackLevels.Create(10, 10).Value.CountsFor(Outermost).Value.ByLevel;
        var package = new CodePackage
        {
            Number = "YS34T6P0001",
            MerchantId = 1,
            GoodsId = null,
            Mode = PackageMode.Quick,
            Kind = PackageKind.ThreeLevels,
            Inside = "10:10",
            Linked = true,
            Numbered = true,
            Total = counts.Sum(),
            RuleText = "",
            Address = "https://m.example.com/c/YS34T6/",
            GeneratedAt = at,
            CreatedById = 0,
            CreatedByName = "",
        };
        var first = 1_000_000L;
        var levels = new List<(PackageLevel, CodeWriter)>();
        for (var i = 0; i < counts.Count; i++)
        {
            levels.Add((new() { PackageId = 1, Level = i + 1, LayoutJson = "", RuleId = null, Count = counts[i] }, new CodeWriter(layout, key, at, first, 0)));
            first += counts[i];
        }
        return new(package, levels);
    }

    /// <summary>As many blocks as the codes need, by calls so long that the call itself costs nothing.</summary>
    private static double Aes(long codes)
    {
        using var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = RandomNumberGenerator.GetBytes(CodeKey.NewLength);
        var buffer = new byte[BufferBlocks * 16];
        var start = TimeProvider.System.GetTimestamp();
        for (var done = 0L; done < codes * BlocksOfCode; done += BufferBlocks)
            aes.EncryptEcb(buffer, buffer, PaddingMode.None);
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static double RandomStrings()
    {
        var start = TimeProvider.System.GetTimestamp();
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (known.Count < Naive)
            known.Add(RandomNumberGenerator.GetString("0123456789", 20));
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
