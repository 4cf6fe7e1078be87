using Microsoft.EntityFrameworkCore;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Products;
using Yaosu.Codes.Rules;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

public sealed class PackageTests(TestDatabase database) : CodesTest(database)
{
    [Fact]
    public async Task Three_levels_are_made_as_asked_and_say_who_lies_in_whom()
    {
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 3, 2, 10));
        var shown = (await World.List.FindAsync(Main, id)).Value;
        shown.Levels.Select(x => (x.Level, x.Count)).Should().Equal((3, 3L), (2, 6L), (1, 60L));
        (shown.Row.Number, shown.Row.Total, shown.Row.State, shown.Row.RuleText, shown.Row.Merchant).Should().Be((Merchant.Code + "P0001", 69L, PackageState.Ready, "纯数字 20 位", "云杉旗舰店"));

        var lines = await World.LinesAsync(Main, id);
        lines.Should().HaveCount(69).And.OnlyContain(x => x.Length == 5 && x[2].Length == 20 && x[3] == $"https://m.example.com/c/{Merchant.Code}/{x[2]}");
        lines.Select(x => x[2]).Should().OnlyHaveUniqueItems();
        lines.Select(x => x[1]).Should().Equal([.. Enumerable.Repeat("外包装码", 3), .. Enumerable.Repeat("中包装码", 6), .. Enumerable.Repeat("内包装码", 60)]);
        lines[0][0].Should().Be($"{Merchant.Code}P0001-3-0000001");
        lines[68][0].Should().Be($"{Merchant.Code}P0001-1-0000060");
        lines.Take(3).Should().OnlyContain(x => x[4] == "");
        lines.Skip(3).Take(6).Select(x => x[4]).Should().Equal(lines.Take(3).SelectMany(x => new[] { x[2], x[2] }));
        lines.Skip(9).Select(x => x[4]).Should().Equal(lines.Skip(3).Take(6).SelectMany(x => Enumerable.Repeat(x[2], 10)));
    }

    [Fact]
    public async Task Nothing_is_stored_for_each_code()
    {
        async Task<int> RowsAsync()
        {
            await using var db = Database.OpenSystem(Main.OrgId);
            return await db.Set<CodePackage>().CountAsync() + await db.Set<PackageLevel>().CountAsync() + await db.Set<NumberBlock>().CountAsync() + await db.Set<AuditEntry>().CountAsync()
                + await db.Set<Notification>().CountAsync() + await db.Set<Job>().CountAsync();
        }

        await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 1));
        var before = await RowsAsync();
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 999_999));
        (await RowsAsync() - before).Should().BeLessThanOrEqualTo(10);
        (await World.LookUp.RunAsync(Main, (await World.OneAsync(Main, id, 1, 999_998)))).Value.Serial.Should().Be(999_999);
    }

    [Fact]
    public async Task One_too_many_is_refused_and_as_many_as_allowed_are_made()
    {
        (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 1_000_001))).Refusal!.Text.Should().Be("本次共 1,000,001 枚（各级合计），一次最多生成 1,000,000 枚，请减少数量，分多次生成。");
        // 90,910 × 11 counts both levels.
        (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 90_910, 10))).Refusal!.Code.Should().Be("codes.too-many");
        (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 90_909, 10))).IsDone.Should().BeTrue();
        (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, long.MaxValue, 10, 10))).IsDone.Should().BeFalse();
    }

    [Theory]
    [InlineData(0, "Quantity", new long[] { 10 })]
    [InlineData(-5, "Quantity", new long[] { 10 })]
    [InlineData(1, "Inside[0]", new long[] { 0 })]
    [InlineData(1, "Inside[0]", new long[] { -1 })]
    [InlineData(1, "Inside[1]", new long[] { 10, 10_001 })]
    public async Task Amounts_that_make_no_package_are_refused_beside_their_field(long quantity, string field, long[] inside) =>
        (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, quantity, inside))).Refusal!.Field.Should().Be(field);

    [Fact]
    public async Task Guards_that_could_be_guessed_and_foreign_merchants_are_refused()
    {
        var wanted = CodesWorld.Digits(Merchant.Id, 10);
        (await World.Request.RunAsync(Main, wanted with { Codes = new CodesWanted.Quick(CodeAlphabet.Digits, 19) })).Refusal!.Field.Should().Be("Length");
        (await World.Request.RunAsync(Main, wanted with { Codes = new CodesWanted.Quick(CodeAlphabet.Mixed, 12) })).IsDone.Should().BeFalse();
        (await World.Request.RunAsync(Main, wanted with { Codes = new CodesWanted.Quick((CodeAlphabet)9, 20) })).IsDone.Should().BeFalse();
        (await World.Request.RunAsync(Main, wanted with { MerchantId = 0 })).Refusal.Should().Be(CodesRefusals.PackageMerchantNeeded);
        var own = await World.MerchantAsync(Main, "自有码商户", CodeSource.Own);
        (await World.Request.RunAsync(Main, wanted with { MerchantId = own.Id })).Refusal.Should().Be(CodesRefusals.OwnCodesAreNotMade);
        (await World.Request.RunAsync(await World.MainAsync(), wanted)).Refusal.Should().Be(CodesRefusals.PackageMerchantNeeded);

        var goods = (await new SaveGoods(Database.Databases).RunAsync(Main, null, 0, new("示例片", Merchant.Id, null, [], null, null))).Value;
        var other = await World.MerchantAsync(Main, "云杉二店");
        (await World.Request.RunAsync(Main, wanted with { MerchantId = other.Id, GoodsId = goods })).Refusal.Should().Be(CodesRefusals.PackageGoodsGone);
        (await World.Request.RunAsync(Main, wanted with { GoodsId = goods })).IsDone.Should().BeTrue();
        (await new DeleteGoods(Database.Databases).RunAsync(Main, goods)).Refusal.Should().Be(CodesRefusals.GoodsInUse);
        (await new DeleteMerchant(Database.Databases).RunAsync(Main, Merchant.Id)).IsDone.Should().BeFalse();
    }

    [Fact]
    public async Task Rules_of_others_and_disabled_ones_make_no_codes()
    {
        var rule = await RuleAsync("防伪", new CodeSegment.Guard("防伪", CodeAlphabet.Digits, 20));
        var wanted = CodesWorld.Digits(Merchant.Id, 3) with { Codes = new CodesWanted.Custom([rule]) };
        var other = await World.MerchantAsync(Main, "云杉二店");
        (await World.Request.RunAsync(Main, wanted with { MerchantId = other.Id })).Refusal!.Field.Should().Be("Rules[0]");
        (await World.Request.RunAsync(Main, wanted with { Codes = new CodesWanted.Custom([]) })).Refusal!.Code.Should().Be("codes.package-rule-needed");
        (await new FindRules(Database.Databases).RunAsync(Main, Merchant.Id)).Value.Select(x => x.Id).Should().Equal(rule);
        (await new EnableCodeRule(Database.Databases).RunAsync(Main, rule, false)).IsDone.Should().BeTrue();
        (await World.Request.RunAsync(Main, wanted)).Refusal!.Text.Should().Contain("防伪");
        (await new FindRules(Database.Databases).RunAsync(Main, Merchant.Id)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Goods_and_merchants_to_choose_from_are_found_by_name_and_number()
    {
        var goods = (await new SaveGoods(Database.Databases).RunAsync(Main, null, 0, new("示例片", Merchant.Id, null, [], "7片", null))).Value;
        var find = new FindGoods(Database.Databases);
        (await find.RunAsync(Main, Merchant.Id, null)).Value.Should().ContainSingle().Which.Text.Should().Be($"示例片 7片（{Merchant.Code}0001）");
        (await find.RunAsync(Main, Merchant.Id, "0001")).Value.Select(x => x.Id).Should().Equal(goods);
        (await find.RunAsync(Main, Merchant.Id, "胶囊")).Value.Should().BeEmpty();
        await World.MerchantAsync(Main, "自有码商户", CodeSource.Own);
        (await new FindMerchants(Database.Databases).ForPackagesAsync(Main, null)).Value.Select(x => x.Id).Should().Equal(Merchant.Id);
    }

    [Fact]
    public async Task Without_an_address_to_scan_at_no_codes_are_made()
    {
        World.Settings.ScanUrl = null;
        (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 10))).Refusal.Should().Be(CodesRefusals.ScanUrlNeeded);
    }

    [Fact]
    public async Task Records_are_found_by_number_names_and_kind()
    {
        var single = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 10));
        var other = await World.MerchantAsync(Main, "青禾专营店");
        var goods = (await new SaveGoods(Database.Databases).RunAsync(Main, null, 0, new("示例胶囊", other.Id, null, [], "12粒", null))).Value;
        var boxes = (await World.Request.RunAsync(Main, CodesWorld.Digits(other.Id, 10, 5) with { GoodsId = goods, Numbered = false })).Value;
        (await FoundAsync(new("旗舰"))).Should().Equal(single);
        (await FoundAsync(new("胶囊"))).Should().Equal(boxes);
        (await FoundAsync(new(other.Code))).Should().Equal(boxes);
        (await FoundAsync(new(MerchantId: Merchant.Id))).Should().Equal(single);
        (await FoundAsync(new(Kind: PackageKind.TwoLevels))).Should().Equal(boxes);
        (await FoundAsync(new(Numbered: true))).Should().Equal(single);
        foreach (var sort in new[] { "created", "number", "total" })
            (await World.List.RunAsync(Main, new(), new PageRequest { Sort = sort })).Value.Total.Should().Be(2);
        var row = (await World.List.RunAsync(Main, new("胶囊"), new())).Value.Rows.Single();
        (row.Goods, row.Spec, row.State, row.Percent).Should().Be(("示例胶囊", "12粒", PackageState.Waiting, null));
        (await World.List.FindAsync(Main, 1)).Refusal.Should().Be(CodesRefusals.PackageNotFound);

        async Task<IEnumerable<long>> FoundAsync(PackageFilter filter) => (await World.List.RunAsync(Main, filter, new())).Value.Rows.Select(x => x.Id);
    }

    [Fact]
    public async Task Goods_with_codes_keep_their_drug()
    {
        var save = new Yaosu.Drugs.Registry.SaveDrug(Database.Databases);
        var first = (await save.RunAsync(Main, null, 0, Yaosu.Tests.Drugs.DrugsWorld.Sartan())).Value;
        var second = (await save.RunAsync(Main, null, 0, Yaosu.Tests.Drugs.DrugsWorld.Sartan("国药准字H20990055"))).Value;
        var goods = await GoodsAsync(null, 0, null);
        await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 10) with { GoodsId = goods });
        await GoodsAsync(goods, await VersionAsync(), first);
        foreach (var other in new long?[] { second, null })
            (await new SaveGoods(Database.Databases).RunAsync(Main, goods, await VersionAsync(), new("示例片", Merchant.Id, other, [], null, null))).Refusal.Should().Be(CodesRefusals.DrugFixed);

        async Task<int> VersionAsync() => (await new GoodsList(Database.Databases).FindAsync(Main, goods)).Value.Goods.Version;

        async Task<long> GoodsAsync(long? id, int version, long? drug) => (await new SaveGoods(Database.Databases).RunAsync(Main, id, version, new("示例片", Merchant.Id, drug, [], null, null))).Value;
    }

    [Fact]
    public async Task A_package_that_was_not_finished_is_made_by_somebody_else_or_given_up()
    {
        var rule = await RuleAsync("短", new CodeSegment.FixedText("前缀", "YSGIVENUP"), new CodeSegment.Counter("序号", 1, 5, 7));
        var wanted = CodesWorld.Digits(Merchant.Id, 4) with { Codes = new CodesWanted.Custom([rule]) };
        await World.MadeAsync(Main, wanted);
        var id = (await World.Request.RunAsync(Main, wanted)).Value;
        var (retry, discard) = (new RetryPackage(Database.Databases), new DiscardPackage(Database.Databases));
        (await retry.RunAsync(Main, id)).Refusal.Should().Be(CodesRefusals.PackageBeingMade);
        (await discard.RunAsync(Main, id)).Refusal.Should().Be(CodesRefusals.PackageBeingMade);
        await FailAsync(id);
        (await World.List.FindAsync(Main, id)).Value.Row.State.Should().Be(PackageState.Failed);

        var colleague = Main with { UserId = Main.UserId + 1000 };
        (await retry.RunAsync(colleague, id)).IsDone.Should().BeTrue();
        await using (var db = Database.OpenSystem(Main.OrgId))
            (await db.Set<Job>().SingleAsync(x => x.Id == db.Set<CodePackage>().Single(package => package.Id == id).JobId)).CreatedById.Should().Be(colleague.UserId);
        (await World.Make.RunAsync(colleague, id, (_, _) => { })).Refusal!.Code.Should().Be("codes.counter-exhausted");
        await FailAsync(id);
        (await discard.RunAsync(Main, id)).IsDone.Should().BeTrue();
        (await World.List.FindAsync(Main, id)).Refusal.Should().Be(CodesRefusals.PackageNotFound);
        (await discard.RunAsync(Main, id)).Refusal.Should().Be(CodesRefusals.PackageNotFound);

        // Numbers that it had are nobody's afterwards.
        var interrupted = (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 5))).Value;
        using var stopped = new CancellationTokenSource();
        await FluentActions.Awaiting(() => World.Make.RunAsync(Main, interrupted, (_, _) => stopped.Cancel(), stopped.Token)).Should().ThrowAsync<OperationCanceledException>();
        var code = await World.OneAsync(Main, interrupted, 1, 0);
        await FailAsync(interrupted);
        (await discard.RunAsync(Main, interrupted)).IsDone.Should().BeTrue();
        (await World.LookUp.RunAsync(Main, code)).Refusal.Should().Be(CodesRefusals.CodeUnknown);
        (await discard.RunAsync(Main, await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 5)))).Refusal.Should().Be(CodesRefusals.PackageIsReady);

        async Task FailAsync(long package)
        {
            await using var db = Database.OpenSystem(Main.OrgId);
            var job = await db.Set<CodePackage>().Where(x => x.Id == package).Select(x => x.JobId).SingleAsync();
            await db.Set<Job>().Where(x => x.Id == job).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, JobState.Failed));
        }
    }

    private async Task<long> RuleAsync(string name, params CodeSegment[] segments) =>
        (await new SaveCodeRule(Database.Databases).RunAsync(Main, null, 0, new(name, Merchant.Id, segments.Sum(x => x.Length), segments))).Value;
}
