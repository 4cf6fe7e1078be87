using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Npgsql;
using Yaosu.Benchmarks.Support;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.Packages;
using Yaosu.Orgs.Enterprises;

namespace Yaosu.Benchmarks;

/// <summary>
/// Ten million codes of 20 digits on three linked levels, written as the text package that people download. Goals on one core: <c>ratio_to_aes_limit</c> ≥ 0.35 (the limit is AES over
/// ten blocks a code and nothing else), <c>ratio_to_naive</c> ≥ 10 (random strings kept in a set so that none comes twice), <c>peak_mb</c> ≤ 100; and <c>rows_written</c> ≤ 10 when such
/// a package is asked for and made.
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
        report.Add("rows_written", await RowsWrittenAsync(cancellation));
    }

    /// <summary>Of all tables, by asking for such a package and making it.</summary>
    private static async Task<long> RowsWrittenAsync(CancellationToken ct)
    {
        await using var database = await TemporaryDatabase.StartAsync(ct);
        var databases = database.Databases;
        var org = (await new OpenEnterprise(databases).RunAsync(new("示例药企", OrgKind.Manufacturer, "91BENCH0000000001X"), new("bench_main", "主账号", "一个足够长的密码", MustChangePassword: false, null), ct)).Value;
        var actor = Actor.System(org);
        var spaces = new NumberSpaces(databases, new EphemeralDataProtectionProvider());
        var writers = new PackageWriters(databases, spaces);
        var request = new RequestPackage(databases, Options.Create(new CodesOptions { ScanUrl = new("https://m.example.com"), MostPerRequest = 10_000_000 }));
        var make = new MakePackage(databases, spaces, writers, new Coincidences(databases, spaces, writers));
        var merchant = (await new SaveMerchant(databases).RunAsync(actor, null, 0, new("示例商户", CodeSource.Platform, [], null), ct)).Value;
        var wanted = new PackageFacts(merchant, null, [10, 10], Linked: true, Numbered: true, Outermost, new CodesWanted.Quick(CodeAlphabet.Digits, 20));
        var before = 0L;
        // What is there once and for all, as the key of the codes is, comes with the first.
        for (var turn = 0; turn < 2; turn++)
        {
            before = await RowsAsync(database.Source, ct);
            var package = (await request.RunAsync(actor, wanted, ct)).Value;
            if (!(await make.RunAsync(actor, package, (_, _) => { }, ct)).IsDone)
                throw new InvalidOperationException("The package was not made.");
        }
        return await RowsAsync(database.Source, ct) - before;
    }

    private static async Task<long> RowsAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var tables = new List<string>();
        await using (var all = source.CreateCommand("SELECT format('(SELECT count(*) FROM %I.%I)', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"))
        await using (var reader = await all.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                tables.Add(reader.GetString(0));
        await using var count = source.CreateCommand($"SELECT {string.Join(" + ", tables)}");
        return (long)(await count.ExecuteScalarAsync(ct))!;
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
