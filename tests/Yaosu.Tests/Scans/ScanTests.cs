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

public sealed class ScanTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly CodesWorld _codes = new(database, Keys.Of(database));
    private Actor _main = null!;
    private Merchant _merchant = null!;

    private ScanCode Scan => new(new ScannedCodes(database.Databases, _codes.Finder, _codes.OwnFinder), new OrgNames(database.Databases), new DrugCards(database.Databases), database.Time);

    public async ValueTask InitializeAsync()
    {
        _main = await _codes.MainAsync();
        _merchant = await _codes.MerchantAsync(_main, "云杉旗舰店");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_code_says_whose_it_is_and_which_drug()
    {
        var drug = (await new SaveDrug(database.Databases).RunAsync(_main, null, 0, DrugsWorld.Sartan())).Value;
        var goods = (await new SaveGoods(database.Databases).RunAsync(_main, null, 0, new("示例沙坦片", _merchant.Id, drug, [], null, null))).Value;
        var code = await CodeAsync(CodesWorld.Digits(_merchant.Id, 2, 5) with { GoodsId = goods });
        var answer = (await Scan.FindAsync(_merchant.Code, code))!.Value.Answer;
        (answer.Code.Merchant, answer.Code.LevelName, answer.Code.Goods, answer.Drug!.GenericName).Should().Be(("云杉旗舰店", "内包装", "示例沙坦片", "示例沙坦片"));
        answer.Enterprise.Should().NotBeEmpty();
        answer.Drug.Chapters.Should().BeEmpty("nothing is submitted yet");
#pragma warning disable CA1308 // As phones hand it over.
        (await Scan.FindAsync(_merchant.Code.ToLowerInvariant(), $" {code[..5]} {code[5..]}")).Should().NotBeNull();
#pragma warning restore CA1308
    }

    [Fact]
    public async Task Codes_of_no_goods_are_real_all_the_same()
    {
        var answer = (await Scan.FindAsync(_merchant.Code, await CodeAsync(CodesWorld.Digits(_merchant.Id, 2))))!.Value.Answer;
        answer.Should().Match<ScanAnswer>(x => x.Drug == null && x.Code.Goods == null && x.Code.LevelName == null && !x.Code.IsGuessable);
    }

    [Fact]
    public async Task Codes_that_anybody_could_write_are_never_called_real()
    {
        var rule = (await new SaveCodeRule(database.Databases).RunAsync(_main, null, 0, new("只有自增数", _merchant.Id, 16, [new CodeSegment.FixedText("前缀", "YSSCAN"), new CodeSegment.Counter("序号", 1, 99, 10)]))).Value;
        var code = await CodeAsync(CodesWorld.Digits(_merchant.Id, 2) with { Codes = new CodesWanted.Custom([rule]) });
        (await Scan.FindAsync(_merchant.Code, code))!.Value.Answer.Code.IsGuessable.Should().BeTrue();
    }

    [Fact]
    public async Task What_is_changed_is_seen_a_second_later()
    {
        var goods = (await new SaveGoods(database.Databases).RunAsync(_main, null, 0, new("示例片", _merchant.Id, null, [], null, null))).Value;
        var code = await CodeAsync(CodesWorld.Digits(_merchant.Id, 2) with { GoodsId = goods });
        var scan = Scan;
        (await scan.FindAsync(_merchant.Code, code))!.Value.Answer.Code.Spec.Should().BeNull();
        var version = (await new GoodsList(database.Databases).FindAsync(_main, goods)).Value.Goods.Version;
        (await new SaveGoods(database.Databases).RunAsync(_main, goods, version, new("示例片", _merchant.Id, null, [], "7片", null))).IsDone.Should().BeTrue();
        (await scan.FindAsync(_merchant.Code, code))!.Value.Answer.Code.Spec.Should().BeNull("the answer is kept for a moment");
        database.Time.Advance(TimeSpan.FromSeconds(1));
        (await scan.FindAsync(_merchant.Code, code))!.Value.Answer.Code.Spec.Should().Be("7片");
    }

    [Fact]
    public async Task Whatever_is_not_a_code_of_that_merchant_has_one_answer()
    {
        var code = await CodeAsync(CodesWorld.Digits(_merchant.Id, 2));
        var other = await _codes.MerchantAsync(_main, "云杉二店");
        foreach (var (merchant, typed) in new[] { (other.Code, code), ("", code), (_merchant.Code, code[..^1]), (_merchant.Code, ""), (_merchant.Code, "12345678901234567890"), (_merchant.Code, new string('9', 600)) })
            (await Scan.FindAsync(merchant, typed)).Should().BeNull();
    }

    [Fact]
    public void Whoever_tries_codes_is_slowed_down_for_the_rest_of_the_minute()
    {
        var unknown = new UnknownCodes(database.Time);
        for (var i = 0; i < UnknownCodes.MostPerMinute; i++)
        {
            unknown.TooMany("203.0.113.7").Should().BeFalse();
            unknown.Count("203.0.113.7");
        }
        unknown.TooMany("203.0.113.7").Should().BeTrue();
        unknown.TooMany("203.0.113.8").Should().BeFalse();
        database.Time.Advance(TimeSpan.FromMinutes(1));
        unknown.TooMany("203.0.113.7").Should().BeFalse();
    }

    private async Task<string> CodeAsync(PackageFacts wanted) => (await _codes.LinesAsync(_main, await _codes.MadeAsync(_main, wanted)))[^1][2];
}
