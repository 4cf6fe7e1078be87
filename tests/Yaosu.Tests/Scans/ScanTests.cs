using Yaosu.Batches.Contracts;
using Yaosu.Codes;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Products;
using Yaosu.Codes.Rules;
using Yaosu.Drugs.Contracts;
using Yaosu.Drugs.Registry;
using Yaosu.Orgs.Contracts;
using Yaosu.Scans;
using Yaosu.Tests.Codes;
using Yaosu.Tests.Drugs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Scans;

public sealed class ScanTests(TestDatabase database) : CodesTest(database)
{
    private ScanCode Scan => new(new ScannedCodes(Database.Databases, World.Finder, World.OwnFinder), new ScannedBatches(Database.Databases), new OrgNames(Database.Databases), new DrugCards(Database.Databases), Database.Time);

    [Fact]
    public async Task A_code_says_whose_it_is_and_which_drug()
    {
        var drug = (await new SaveDrug(Database.Databases).RunAsync(Main, null, 0, DrugsWorld.Sartan())).Value;
        var goods = (await new SaveGoods(Database.Databases).RunAsync(Main, null, 0, new("示例沙坦片", Merchant.Id, drug, [], null, null))).Value;
        var code = await CodeAsync(CodesWorld.Digits(Merchant.Id, 2, 5) with { GoodsId = goods });
        var answer = (await Scan.FindAsync(Merchant.Code, code))!.Value.Answer;
        (answer.Code.Merchant, answer.Code.LevelName, answer.Code.Goods, answer.Drug!.GenericName).Should().Be(("云杉旗舰店", "内包装", "示例沙坦片", "示例沙坦片"));
        answer.Enterprise.Should().NotBeEmpty();
        answer.Drug.Chapters.Should().BeEmpty("nothing is submitted yet");
#pragma warning disable CA1308 // As phones hand it over.
        (await Scan.FindAsync(Merchant.Code.ToLowerInvariant(), $" {code[..5]} {code[5..]}")).Should().NotBeNull();
#pragma warning restore CA1308
    }

    [Fact]
    public async Task Codes_of_no_goods_are_real_all_the_same()
    {
        var answer = (await Scan.FindAsync(Merchant.Code, await CodeAsync(CodesWorld.Digits(Merchant.Id, 2))))!.Value.Answer;
        answer.Should().Match<ScanAnswer>(x => x.Drug == null && x.Code.Goods == null && x.Code.LevelName == null && !x.Code.IsGuessable);
    }

    [Fact]
    public async Task A_box_of_codes_that_are_not_linked_may_hold_any_of_its_package()
    {
        var box = (await World.LinesAsync(Main, await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 2, 5) with { Linked = false })))[0][2];
        var answer = (await Scan.FindAsync(Merchant.Code, box))!.Value.Answer;
        (answer.Code.LevelName, answer.Code.AllLeaves).Should().Be(("外包装", 10L));
    }

    [Fact]
    public async Task Codes_that_anybody_could_write_are_never_called_real()
    {
        var rule = (await new SaveCodeRule(Database.Databases).RunAsync(Main, null, 0, new("只有自增数", Merchant.Id, 16, [new CodeSegment.FixedText("前缀", "YSSCAN"), new CodeSegment.Counter("序号", 1, 99, 10)]))).Value;
        var code = await CodeAsync(CodesWorld.Digits(Merchant.Id, 2) with { Codes = new CodesWanted.Custom([rule]) });
        (await Scan.FindAsync(Merchant.Code, code))!.Value.Answer.Code.IsGuessable.Should().BeTrue();
    }

    [Fact]
    public async Task What_is_changed_is_seen_a_second_later()
    {
        var goods = (await new SaveGoods(Database.Databases).RunAsync(Main, null, 0, new("示例片", Merchant.Id, null, [], null, null))).Value;
        var code = await CodeAsync(CodesWorld.Digits(Merchant.Id, 2) with { GoodsId = goods });
        var scan = Scan;
        (await scan.FindAsync(Merchant.Code, code))!.Value.Answer.Code.Spec.Should().BeNull();
        var version = (await new GoodsList(Database.Databases).FindAsync(Main, goods)).Value.Goods.Version;
        (await new SaveGoods(Database.Databases).RunAsync(Main, goods, version, new("示例片", Merchant.Id, null, [], "7片", null))).IsDone.Should().BeTrue();
        (await scan.FindAsync(Merchant.Code, code))!.Value.Answer.Code.Spec.Should().BeNull("the answer is kept for a moment");
        Database.Time.Advance(TimeSpan.FromSeconds(1));
        (await scan.FindAsync(Merchant.Code, code))!.Value.Answer.Code.Spec.Should().Be("7片");
    }

    [Fact]
    public async Task Whatever_is_not_a_code_of_that_merchant_has_one_answer()
    {
        var code = await CodeAsync(CodesWorld.Digits(Merchant.Id, 2));
        var other = await World.MerchantAsync(Main, "云杉二店");
        foreach (var (merchant, typed) in new[] { (other.Code, code), ("", code), (Merchant.Code, code[..^1]), (Merchant.Code, ""), (Merchant.Code, "12345678901234567890"), (Merchant.Code, new string('9', 600)) })
            (await Scan.FindAsync(merchant, typed)).Should().BeNull();
    }

    [Fact]
    public async Task A_hundred_thousand_wrong_codes_are_never_called_real()
    {
        var rule = (await new SaveCodeRule(Database.Databases).RunAsync(Main, null, 0, new("前缀加防伪", Merchant.Id, 24, [new CodeSegment.FixedText("前缀", "YS24"), new CodeSegment.Guard("防伪", CodeAlphabet.Mixed, 20)]))).Value;
        var real = new List<string>();
        foreach (var wanted in new CodesWanted[] { new CodesWanted.Quick(CodeAlphabet.Digits, 20), new CodesWanted.Quick(CodeAlphabet.Letters, 20), new CodesWanted.Quick(CodeAlphabet.Mixed, 16), new CodesWanted.Custom([rule]) })
            real.AddRange((await World.LinesAsync(Main, await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 50) with { Codes = wanted }))).Skip(1).Select(line => line[2]));
        var (scan, known) = (Scan, real.ToHashSet(StringComparer.Ordinal));
        foreach (var code in real)
            (await scan.FindAsync(Merchant.Code, code)).Should().NotBeNull();
        var calledReal = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 100_000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, ct) =>
        {
            var typed = Wrong(new Random(i), real[i % real.Count], i % 5);
            if (TypedCode.Clean(typed) is { } code && known.Contains(code))
                return;
            if (await scan.FindAsync(Merchant.Code, typed, ct) is not null)
                calledReal.Add(typed);
        });
        calledReal.Should().BeEmpty();
    }

    [Fact]
    public void Whoever_tries_codes_is_slowed_down_for_the_rest_of_the_minute()
    {
        var unknown = new UnknownCodes(Database.Time);
        for (var i = 0; i < UnknownCodes.MostPerMinute; i++)
        {
            unknown.TooMany("203.0.113.7").Should().BeFalse();
            unknown.Count("203.0.113.7");
        }
        unknown.TooMany("203.0.113.7").Should().BeTrue();
        unknown.TooMany("203.0.113.8").Should().BeFalse();
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        unknown.TooMany("203.0.113.7").Should().BeFalse();
    }

    private async Task<string> CodeAsync(PackageFacts wanted) => (await World.LinesAsync(Main, await World.MadeAsync(Main, wanted)))[^1][2];

    /// <summary>Noise of every kind, and real codes with one thing wrong.</summary>
    private static string Wrong(Random random, string code, int kind) => kind switch
    {
        0 => new([.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => (char)random.Next(1, 0xFFFF))]),
        1 => new([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)('0' + random.Next(10)))]),
        2 => random.Next(code.Length) is var at && char.IsAsciiDigit(code[at]) ? $"{code[..at]}{(char)('0' + ((code[at] - '0' + random.Next(1, 10)) % 10))}{code[(at + 1)..]}" : code[..at] + code[(at + 1)..],
        3 => random.Next(code.Length) is var cut ? code[cut..] + code[..cut] : code,
        _ => code + "'\"<>%;\0\u202E🎉"[random.Next(10)],
    };
}
