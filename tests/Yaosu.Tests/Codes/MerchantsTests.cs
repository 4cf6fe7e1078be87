using Microsoft.EntityFrameworkCore;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Orgs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

public sealed class MerchantsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly MerchantFacts Spruce = new("云杉旗舰店", CodeSource.Platform, [], null);

    private SaveMerchant Save => new(database.Databases);

    private MerchantList List => new(database.Databases);

    private DeleteMerchant Delete => new(database.Databases);

    [Fact]
    public async Task A_merchant_is_given_a_code_and_its_changes_are_audited()
    {
        var main = await MainAsync();
        var id = (await Save.RunAsync(main, null, 0, new(" 云杉旗舰店 ", CodeSource.Platform, ["", "  "], " 自营 "))).Value;
        var (merchant, goods) = (await List.FindAsync(main, id)).Value;
        (merchant.Name, merchant.Note, merchant.UrlPrefixes.Count, goods).Should().Be(("云杉旗舰店", "自营", 0, 0));
        merchant.Code.Should().MatchRegex("^[34679ACDEFGHJKMNPQRTUWXY]{6}$");

        (await Save.RunAsync(main, id, merchant.Version, Spruce with { Note = "代运营" })).IsDone.Should().BeTrue();
        (await Save.RunAsync(main, id, merchant.Version, Spruce)).Refusal.Should().Be(CodesRefusals.MerchantChangedMeanwhile);
        (await List.FindAsync(main, id)).Value.Merchant.Should().Match<Merchant>(x => x.Note == "代运营" && x.Code == merchant.Code);
        (await ActionsAsync(main, id)).Should().Equal(CodesActions.MerchantAdded.Code, CodesActions.MerchantChanged.Code);
    }

    [Fact]
    public async Task A_save_that_changes_nothing_writes_nothing()
    {
        var main = await MainAsync();
        var facts = new MerchantFacts("云杉官网", CodeSource.Own, [CodesWorld.NewPrefix()], null);
        var id = (await Save.RunAsync(main, null, 0, facts)).Value;
        var version = (await List.FindAsync(main, id)).Value.Merchant.Version;
        (await Save.RunAsync(main, id, version, facts)).Value.Should().Be(id);
        (await ActionsAsync(main, id)).Should().Equal(CodesActions.MerchantAdded.Code);
    }

    [Fact]
    public async Task Where_its_codes_come_from_is_chosen_once()
    {
        var main = await MainAsync();
        var id = (await Save.RunAsync(main, null, 0, Spruce)).Value;
        (await Save.RunAsync(main, id, 0, Spruce with { Source = CodeSource.Own, UrlPrefixes = ["https://m.example.com/"] })).Refusal.Should().Be(CodesRefusals.SourceFixed);
        (await List.FindAsync(main, id)).Value.Merchant.Source.Should().Be(CodeSource.Platform);
        (await Save.RunAsync(main, null, 0, Spruce with { Name = "又一家", Source = (CodeSource)(-1) })).Refusal.Should().Be(CodesRefusals.SourceUnknown);
    }

    [Fact]
    public async Task Prefixes_are_kept_in_one_form_by_enterprises_with_codes_of_their_own_alone()
    {
        var main = await MainAsync();
        MerchantFacts Own(params string[] prefixes) => new("云杉自有码", CodeSource.Own, prefixes, null);
        (await Save.RunAsync(main, null, 0, Own())).Refusal.Should().Be(CodesRefusals.PrefixesNeeded);
        (await Save.RunAsync(main, null, 0, Own([.. Enumerable.Range(1, 6).Select(i => $"https://m{i}.example.com/")]))).Refusal.Should().Be(CodesRefusals.PrefixesTooMany);
        (await Save.RunAsync(main, null, 0, Own("https://M.example.com", "https://m.example.com:443/"))).Refusal.Should().Be(CodesRefusals.PrefixTwice("https://m.example.com/"));
        (await Save.RunAsync(main, null, 0, Spruce with { UrlPrefixes = ["https://m.example.com/"] })).Refusal.Should().Be(CodesRefusals.PrefixesNotNeeded);

        var id = (await Save.RunAsync(main, null, 0, Own(" HTTPS://M.Example.com/C/ ", "https://二维码.example.com", "https://m.example.com:8443/c"))).Value;
        (await List.FindAsync(main, id)).Value.Merchant.UrlPrefixes.Should().Equal("https://m.example.com/C/", "https://xn--hlr7t8an31i.example.com/".Replace("xn--hlr7t8an31i", new System.Globalization.IdnMapping().GetAscii("二维码"), StringComparison.Ordinal), "https://m.example.com:8443/c");
    }

    [Theory]
    [InlineData("http://m.example.com/")]
    [InlineData("m.example.com/c/")]
    [InlineData("https://")]
    [InlineData("https://example/")]
    [InlineData("https://10.0.0.1/c/")]
    [InlineData("https://[::1]/c/")]
    [InlineData("https://m.example.com/c/?x=1")]
    [InlineData("https://m.example.com/c/#a")]
    [InlineData("https://m.example.com/a b")]
    [InlineData("https://m.example.com\\c")]
    [InlineData("https://somebody@m.example.com/")]
    [InlineData("javascript://m.example.com/")]
    public async Task What_no_code_may_begin_with_is_refused_as_it_was_typed(string prefix)
    {
        var refusal = (await Save.RunAsync(await MainAsync(), null, 0, new("云杉自有码", CodeSource.Own, ["https://m.example.com/", prefix], null))).Refusals.Should().ContainSingle().Subject;
        refusal.Should().Be(CodesRefusals.PrefixWrong(prefix));
    }

    [Fact]
    public async Task A_prefix_belongs_to_one_merchant_of_one_enterprise()
    {
        var (main, other) = (await MainAsync(), await MainAsync());
        var prefix = CodesWorld.NewPrefix();
        var id = (await Save.RunAsync(main, null, 0, Own("甲", prefix))).Value;
        var version = (await List.FindAsync(main, id)).Value.Merchant.Version;
        foreach (var overlapping in new[] { prefix, prefix[..^1], prefix + "2026/" })
        {
            var refused = (await Save.RunAsync(other, null, 0, Own("乙", overlapping))).Refusal!;
            refused.Text.Should().Be($"网址前缀“{overlapping}”已由其他企业登记，如确属贵企业，请联系平台。");
            refused.Field.Should().Be("UrlPrefixes");
            (await Save.RunAsync(main, null, 0, Own("丙", overlapping))).Refusal!.Text.Should().Contain("与商户“甲”的").And.Contain(prefix);
            if (overlapping != prefix)
                (await Save.RunAsync(main, id, version, Own("甲", prefix, overlapping))).Refusal!.Code.Should().Be("codes.prefixes-overlap");
        }
        (await List.RunAsync(other, new(), new())).Value.Total.Should().Be(0);

        var beside = prefix.Replace("/q/", "/other/", StringComparison.Ordinal);
        var second = (await Save.RunAsync(other, null, 0, Own("乙", beside))).Value;
        (await Save.RunAsync(other, second, 0, Own("乙", beside, prefix + "x/"))).Refusal!.Code.Should().Be("codes.prefix-taken");
        // Let go by a change or with the merchant, it is anybody's.
        (await Save.RunAsync(main, id, version, Own("甲", CodesWorld.NewPrefix()))).IsDone.Should().BeTrue();
        (await Save.RunAsync(other, second, 0, Own("乙", prefix))).IsDone.Should().BeTrue();
        (await Delete.RunAsync(other, second)).IsDone.Should().BeTrue();
        (await Save.RunAsync(main, null, 0, Own("丁", prefix, beside))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Of_many_who_claim_a_prefix_at_the_same_instant_one_gets_it()
    {
        var prefix = CodesWorld.NewPrefix();
        var actors = new List<Actor>();
        for (var i = 0; i < 6; i++)
            actors.Add(await MainAsync());
        var saved = await Task.WhenAll(actors.Select((actor, i) => Save.RunAsync(actor, null, 0, Own("同时", i % 2 == 0 ? prefix : prefix + "x"))));
        saved.Count(x => x.IsDone).Should().Be(1);
        saved.Where(x => !x.IsDone).Should().OnlyContain(x => x.Refusal!.Code == "codes.prefix-taken");
    }

    private static MerchantFacts Own(string name, params string[] prefixes) => new(name, CodeSource.Own, prefixes, null);

    [Fact]
    public async Task A_prefix_that_is_too_long_is_refused_and_not_repeated_whole()
    {
        var refused = await Save.RunAsync(await MainAsync(), null, 0, new("云杉自有码", CodeSource.Own, ["https://m.example.com/" + new string('c', 200)], null));
        refused.Refusal!.Code.Should().Be("codes.prefix-wrong");
        refused.Refusal.Text.Length.Should().BeLessThan(200);
    }

    [Fact]
    public async Task Texts_are_told_beside_their_fields()
    {
        var main = await MainAsync();
        (await Save.RunAsync(main, null, 0, new(" ", CodeSource.Own, [], new string('长', 201)))).Refusals.Select(x => x.Field).Should().BeEquivalentTo("Name", "UrlPrefixes", "Note");
        (await Save.RunAsync(main, null, 0, new(new string('长', 61), CodeSource.Platform, [], null))).Refusals.Select(x => x.Field).Should().BeEquivalentTo("Name");
    }

    [Fact]
    public async Task Names_are_one_in_an_enterprise_and_merchants_are_its_own()
    {
        var (main, other) = (await MainAsync(), await MainAsync());
        var id = (await Save.RunAsync(main, null, 0, Spruce)).Value;
        (await Save.RunAsync(main, null, 0, Spruce)).Refusal.Should().Be(CodesRefusals.MerchantNameTaken);
        var second = (await Save.RunAsync(main, null, 0, Spruce with { Name = "云杉二店" })).Value;
        (await Save.RunAsync(main, second, 0, Spruce)).Refusal.Should().Be(CodesRefusals.MerchantNameTaken);
        (await Save.RunAsync(other, null, 0, Spruce)).IsDone.Should().BeTrue();

        (await List.FindAsync(other, id)).Refusal.Should().Be(CodesRefusals.MerchantNotFound);
        (await Save.RunAsync(other, id, 0, Spruce with { Name = "抢来的" })).Refusal.Should().Be(CodesRefusals.MerchantNotFound);
        (await Delete.RunAsync(other, id)).Refusal.Should().Be(CodesRefusals.MerchantNotFound);
        (await List.RunAsync(main, new(), new())).Value.Total.Should().Be(2);
    }

    [Fact]
    public async Task Merchants_are_found_by_name_and_source_with_the_count_of_their_goods()
    {
        var main = await MainAsync();
        var shop = (await Save.RunAsync(main, null, 0, Spruce)).Value;
        var own = (await Save.RunAsync(main, null, 0, new("青禾自有码", CodeSource.Own, [CodesWorld.NewPrefix()], "备注"))).Value;
        await new SaveGoods(database.Databases).RunAsync(main, null, 0, new("示例沙坦片", shop, null, [], null, null));
        (await FoundAsync(new("旗舰"))).Should().Equal((shop, 1));
        (await FoundAsync(new(Source: CodeSource.Own))).Should().Equal((own, 0));
        (await FoundAsync(new("%"))).Should().BeEmpty();
        foreach (var sort in new[] { "id", "name", "code" })
            (await List.RunAsync(main, new(), new PageRequest { Sort = sort })).Value.Total.Should().Be(2);

        async Task<IEnumerable<(long, int)>> FoundAsync(MerchantFilter filter) => (await List.RunAsync(main, filter, new())).Value.Rows.Select(x => (x.Id, x.Goods));
    }

    [Fact]
    public async Task A_merchant_with_goods_stays_and_the_code_of_a_deleted_one_is_not_given_again()
    {
        var main = await MainAsync();
        var id = (await Save.RunAsync(main, null, 0, Spruce)).Value;
        var code = (await List.FindAsync(main, id)).Value.Merchant.Code;
        var goods = (await new SaveGoods(database.Databases).RunAsync(main, null, 0, new("示例沙坦片", id, null, [], null, null))).Value;
        (await Delete.RunAsync(main, id)).Refusal.Should().Be(CodesRefusals.MerchantHasGoods("云杉旗舰店", 1));
        (await new DeleteGoods(database.Databases).RunAsync(main, goods)).IsDone.Should().BeTrue();
        (await Delete.RunAsync(main, id)).IsDone.Should().BeTrue();
        (await List.FindAsync(main, id)).Refusal.Should().Be(CodesRefusals.MerchantNotFound);

        await using var platform = database.Databases.OpenPlatform();
        (await platform.Set<MerchantCode>().SingleAsync(x => x.Code == code)).Should().Match<MerchantCode>(x => x.OrgId == main.OrgId && x.MerchantId == id);
    }

    private async Task<List<string>> ActionsAsync(Actor actor, long id)
    {
        await using var db = database.OpenSystem(actor.OrgId);
        return await db.Set<AuditEntry>().Where(x => x.ObjectId == id && x.ObjectType == nameof(Merchant)).OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync();
    }

    private async Task<Actor> MainAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        return await world.SignedInAsync(world.MainName);
    }
}
