using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Yaosu.Benchmarks.Support;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Rules;
using Yaosu.Orgs.Enterprises;

namespace Yaosu.Benchmarks;

/// <summary>
/// From a code to its package and place, as scans and documents ask, once its package was asked for before: with one form of codes on the platform, and with a thousand of all lengths.
/// Compared with what can't be done without, decrypting one guard whose form and key are known.
/// </summary>
internal sealed class DecodeBenchmark : IBenchmark
{
    private const int Turns = 5;
    private const int CodesOfForm = 5;
    private const int MostText = 22;

    private static readonly int Forms = Size.Of(1_000, atLeast: 20);
    private static readonly int Found = Size.Of(200_000, atLeast: 2_000);

    public string Name => "decode";

    public string What => "from a code to its package, among one and a thousand forms of codes";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        var bare = Bare();
        report.Add("ns_bare_decryption", bare, "ns");
        foreach (var (name, layouts) in new[] { ("one_form", Layouts().Where(x => x.Segments.Count == 1).Take(1).ToList()), ("thousand_forms", Spread(Layouts().ToList(), Forms)) })
        {
            var took = await MeasureAsync(layouts, cancellation);
            report.Add($"ns_per_code_{name}", took, "ns");
            report.Add($"ratio_to_bare_{name}", took / bare);
        }
        report.Add("forms", Forms);
    }

    private static async Task<double> MeasureAsync(List<CodeLayout> layouts, CancellationToken ct)
    {
        await using var database = await TemporaryDatabase.StartAsync(ct);
        var databases = database.Databases;
        var org = (await new OpenEnterprise(databases).RunAsync(new("示例药企", OrgKind.Manufacturer, "91BENCH0000000001X"), new("bench_main", "主账号", "一个足够长的密码", MustChangePassword: false, null), ct)).Value;
        var actor = Actor.System(org);
        var spaces = new NumberSpaces(databases, new EphemeralDataProtectionProvider());
        var writers = new PackageWriters(databases, spaces);
        var request = new RequestPackage(databases, Options.Create(new CodesOptions { ScanUrl = new("https://m.example.com") }));
        var make = new MakePackage(databases, spaces, writers, new Coincidences(databases, spaces, writers));
        var download = new DownloadPackage(databases, writers);
        var merchant = (await new SaveMerchant(databases).RunAsync(actor, null, 0, new("示例商户", CodeSource.Platform, [], null), ct)).Value;
        var codes = new List<string>();
        foreach (var (layout, i) in layouts.Select((layout, i) => (layout, i)))
        {
            var rule = (await new SaveCodeRule(databases).RunAsync(actor, null, 0, new($"规则{i}", merchant, layout.Length, [.. layout.Segments]), ct)).Value;
            var package = (await request.RunAsync(actor, new(merchant, null, [], Linked: false, Numbered: false, layouts.Count == 1 ? CodesOfForm * Forms : CodesOfForm, new CodesWanted.Custom([rule])), ct)).Value;
            if (!(await make.RunAsync(actor, package, (_, _) => { }, ct)).IsDone)
                throw new InvalidOperationException("A package was not made.");
            using var text = new StreamReader((await download.OpenAsync(actor, package, isBeginning: true, ct)).Value.Text);
            codes.AddRange((await text.ReadToEndAsync(ct)).TrimEnd().Split("\r\n").Skip(1).Select(line => line.Split(',')[1]));
        }
        var finder = new CodeFinder(databases, spaces, writers);
        foreach (var code in codes)
            if (await finder.FindAsync(code, ct) is null)
                throw new InvalidOperationException($"{code} was not found.");
        var random = new Random(4);
        var took = new List<double>();
        for (var turn = -1; turn < Turns; turn++)
        {
            var start = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < Found; i++)
                _ = await finder.FindAsync(codes[random.Next(codes.Count)], ct);
            if (turn >= 0)
                took.Add(TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / Found);
        }
        return took.Median();
    }

    private static double Bare()
    {
        using var key = CodeKey.New();
        var layout = CodeLayout.Quick(CodeAlphabet.Digits, 20).Value;
        using var writer = new CodeWriter(layout, key, DateTime.UnixEpoch, 0, 0);
        using var reader = new CodeReader(layout.Shape!.Value, key);
        var text = new char[Found * layout.Length];
        writer.WriteMany(0, Found, text);
        var took = new List<double>();
        for (var turn = -1; turn < Turns; turn++)
        {
            var start = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < Found; i++)
                if (!reader.TryRead(text.AsSpan(i * layout.Length, layout.Length), out var number) || number != i)
                    throw new InvalidOperationException($"Code {i} read as {number}.");
            if (turn >= 0)
                took.Add(TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / Found);
        }
        return took.Median();
    }

    /// <summary>All that a rule may look like with one guard and texts around it.</summary>
    private static IEnumerable<CodeLayout> Layouts() =>
        from length in Enumerable.Range(CodeLayout.FewestCharacters, CodeLayout.MostCharacters - CodeLayout.FewestCharacters + 1)
        from alphabet in new[] { CodeAlphabet.Digits, CodeAlphabet.Letters, CodeAlphabet.Mixed }
        from guard in Enumerable.Range(1, length)
        from before in Enumerable.Range(0, length - guard + 1)
        let after = length - guard - before
        where before <= MostText && after <= MostText
        let made = CodeLayout.Create(length, [.. Text("前", before), new CodeSegment.Guard("防伪", alphabet, guard), .. Text("后", after)])
        where made.IsDone
        select made.Value;

    private static List<CodeLayout> Spread(List<CodeLayout> all, int many) => [.. Enumerable.Range(0, many).Select(i => all[(int)((long)i * all.Count / many)])];

    private static IEnumerable<CodeSegment> Text(string name, int length) => length == 0 ? [] : [new CodeSegment.FixedText(name, new string('7', length))];
}
