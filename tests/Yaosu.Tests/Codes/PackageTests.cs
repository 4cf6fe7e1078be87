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

public sealed class PackageTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly CodesWorld _codes = new(database, Keys.Of(database));
    private Actor _main = null!;
    private Merchant _merchant = null!;

    public async ValueTask InitializeAsync()
    {
        _main = await _codes.MainAsync();
        _merchant = await _codes.MerchantAsync(_main, "云杉旗舰店");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Three_levels_are_made_as_asked_and_say_who_lies_in_whom()
    {
        var id = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 3, 2, 10));
        var shown = (await _codes.List.FindAsync(_main, id)).Value;
        shown.Levels.Select(x => (x.Level, x.Count)).Should().Equal((3, 3L), (2, 6L), (1, 60L));
        (shown.Row.Number, shown.Row.Total, shown.Row.State, shown.Row.RuleText, shown.Row.Merchant).Should().Be((_merchant.Code + "P0001", 69L, PackageState.Ready, "纯数字 20 位", "云杉旗舰店"));

        var lines = await _codes.LinesAsync(_main, id);
        lines.Should().HaveCount(69).And.OnlyContain(x => x.Length == 5 && x[2].Length == 20 && x[3] == $"https://m.example.com/c/{_merchant.Code}/{x[2]}");
        lines.Select(x => x[2]).Should().OnlyHaveUniqueItems();
        lines.Select(x => x[1]).Should().Equal([.. Enumerable.Repeat("外包装码", 3), .. Enumerable.Repeat("中包装码", 6), .. Enumerable.Repeat("内包装码", 60)]);
        lines[0][0].Should().Be($"{_merchant.Code}P0001-3-0000001");
        lines[68][0].Should().Be($"{_merchant.Code}P0001-1-0000060");
        lines.Take(3).Should().OnlyContain(x => x[4] == "");
        lines.Skip(3).Take(6).Select(x => x[4]).Should().Equal(lines.Take(3).SelectMany(x => new[] { x[2], x[2] }));
        lines.Skip(9).Select(x => x[4]).Should().Equal(lines.Skip(3).Take(6).SelectMany(x => Enumerable.Repeat(x[2], 10)));
    }

    [Fact]
    public async Task Nothing_is_stored_for_each_code()
    {
        async Task<int> RowsAsync()
        {
            await using var db = database.OpenSystem(_main.OrgId);
            return await db.Set<CodePackage>().CountAsync() + await db.Set<PackageLevel>().CountAsync() + await db.Set<NumberBlock>().CountAsync() + await db.Set<AuditEntry>().CountAsync()
                + await db.Set<Notification>().CountAsync() + await db.Set<Job>().CountAsync();
        }

        await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 1));
        var before = await RowsAsync();
        var id = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 999_999));
        (await RowsAsync() - before).Should().BeLessThanOrEqualTo(10);
        (await _codes.LookUp.RunAsync(_main, (await _codes.OneAsync(_main, id, 1, 999_998)))).Value.Serial.Should().Be(999_999);
    }

    [Fact]
    public async Task Without_links_and_running_numbers_the_file_says_neither()
    {
        var id = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 2, 3) with { Linked = false, Numbered = false, Codes = new CodesWanted.Quick(CodeAlphabet.Mixed, 16) });
        var lines = await _codes.LinesAsync(_main, id);
        lines.Should().HaveCount(8).And.OnlyContain(x => x.Length == 3 && x[1].Length == 16);
        var answer = (await _codes.LookUp.RunAsync(_main, lines[0][1])).Value;
        (answer.LevelName, answer.Parent, answer.Children, answer.RunningNumber, answer.Linked).Should().Be(("外包装码", null, 0L, null, false));
    }

    [Fact]
    public async Task Any_part_of_the_file_is_what_the_whole_has_there()
    {
        var id = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 300, 3, 7));
        await using var stream = (await _codes.Download.OpenAsync(_main, id, isBeginning: true)).Value.Text;
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole);
        var bytes = whole.ToArray();
        bytes.Should().HaveCount((int)stream.Length);
        bytes[..3].Should().Equal(0xEF, 0xBB, 0xBF);
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var (from, many) = (random.Next(bytes.Length), random.Next(1, 5000));
            var part = new byte[many];
            stream.Position = from;
            var read = await stream.ReadAsync(part);
            part[..read].Should().Equal(bytes[from..Math.Min(bytes.Length, from + many)]);
        }
        stream.Seek(0, SeekOrigin.End).Should().Be(bytes.Length);
        (await stream.ReadAsync(new byte[1])).Should().Be(0);
    }

    [Fact]
    public async Task One_too_many_is_refused_and_as_many_as_allowed_are_made()
    {
        (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, 1_000_001))).Refusal!.Text.Should().Be("本次共 1,000,001 枚（各级合计），一次最多生成 1,000,000 枚，请减少数量，分多次生成。");
        // 90,910 × 11 counts both levels.
        (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, 90_910, 10))).Refusal!.Code.Should().Be("codes.too-many");
        (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, 90_909, 10))).IsDone.Should().BeTrue();
        (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, long.MaxValue, 10, 10))).IsDone.Should().BeFalse();
    }

    [Theory]
    [InlineData(0, "Quantity", new long[] { 10 })]
    [InlineData(-5, "Quantity", new long[] { 10 })]
    [InlineData(1, "Inside[0]", new long[] { 0 })]
    [InlineData(1, "Inside[0]", new long[] { -1 })]
    [InlineData(1, "Inside[1]", new long[] { 10, 10_001 })]
    public async Task Amounts_that_make_no_package_are_refused_beside_their_field(long quantity, string field, long[] inside) =>
        (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, quantity, inside))).Refusal!.Field.Should().Be(field);

    [Fact]
    public async Task Guards_that_could_be_guessed_and_foreign_merchants_are_refused()
    {
        var wanted = CodesWorld.Digits(_merchant.Id, 10);
        (await _codes.Request.RunAsync(_main, wanted with { Codes = new CodesWanted.Quick(CodeAlphabet.Digits, 19) })).Refusal!.Field.Should().Be("Length");
        (await _codes.Request.RunAsync(_main, wanted with { Codes = new CodesWanted.Quick(CodeAlphabet.Mixed, 12) })).IsDone.Should().BeFalse();
        (await _codes.Request.RunAsync(_main, wanted with { Codes = new CodesWanted.Quick((CodeAlphabet)9, 20) })).IsDone.Should().BeFalse();
        (await _codes.Request.RunAsync(_main, wanted with { MerchantId = 0 })).Refusal.Should().Be(CodesRefusals.PackageMerchantNeeded);
        var own = await _codes.MerchantAsync(_main, "自有码商户", CodeSource.Own);
        (await _codes.Request.RunAsync(_main, wanted with { MerchantId = own.Id })).Refusal.Should().Be(CodesRefusals.OwnCodesAreNotMade);
        (await _codes.Request.RunAsync(await _codes.MainAsync(), wanted)).Refusal.Should().Be(CodesRefusals.PackageMerchantNeeded);

        var goods = (await new SaveGoods(database.Databases).RunAsync(_main, null, 0, new("示例片", _merchant.Id, null, [], null, null))).Value;
        var other = await _codes.MerchantAsync(_main, "云杉二店");
        (await _codes.Request.RunAsync(_main, wanted with { MerchantId = other.Id, GoodsId = goods })).Refusal.Should().Be(CodesRefusals.PackageGoodsGone);
        (await _codes.Request.RunAsync(_main, wanted with { GoodsId = goods })).IsDone.Should().BeTrue();
        (await new DeleteGoods(database.Databases).RunAsync(_main, goods)).Refusal.Should().Be(CodesRefusals.GoodsInUse);
        (await new DeleteMerchant(database.Databases).RunAsync(_main, _merchant.Id)).IsDone.Should().BeFalse();
    }

    [Fact]
    public async Task Each_level_may_have_a_rule_of_its_own_and_keeps_it_as_it_was()
    {
        var guarded = await RuleAsync("日期与防伪", new CodeSegment.Date("日期"), new CodeSegment.Guard("防伪", CodeAlphabet.Mixed, 13));
        var counted = await RuleAsync("只有自增数", new CodeSegment.FixedText("前缀", "YS"), new CodeSegment.Date("日期"), new CodeSegment.Counter("序号", 5, 99, 6));
        var wanted = CodesWorld.Digits(_merchant.Id, 3, 10) with { Codes = new CodesWanted.Custom([guarded, counted]) };
        var id = await _codes.MadeAsync(_main, wanted);
        var lines = await _codes.LinesAsync(_main, id);
        lines.Take(3).Select(x => x[2]).Should().Equal("YS20260105000005", "YS20260105000006", "YS20260105000007");
        lines.Skip(3).Should().HaveCount(30).And.OnlyContain(x => x[2].Length == 21 && x[2].StartsWith("20260105", StringComparison.Ordinal));
        (await _codes.LookUp.RunAsync(_main, "YS20260105000006")).Value.Should().Match<Yaosu.Codes.Query.CodeAnswer>(x => x.Level == 2 && x.Serial == 2 && x.Children == 10);
        (await _codes.LookUp.RunAsync(_main, lines[17][2])).Value.Parent.Should().Be("YS20260105000006");
        (await _codes.LookUp.RunAsync(_main, "YS20260105000008")).Refusal.Should().Be(CodesRefusals.CodeUnknown);
        (await new DeleteCodeRule(database.Databases).RunAsync(_main, counted)).Refusal.Should().Be(CodesRefusals.RuleInUse);

        // The next package of the same day counts on; what is left then doesn't suffice.
        var next = await _codes.MadeAsync(_main, wanted with { Outermost = 90 });
        (await _codes.LinesAsync(_main, next))[0][2].Should().Be("YS20260105000008");
        var last = (await _codes.Request.RunAsync(_main, wanted)).Value;
        (await _codes.Make.RunAsync(_main, last, (_, _) => { })).Refusal!.Code.Should().Be("codes.counter-exhausted");
        (await _codes.Request.RunAsync(_main, wanted with { Outermost = 96 })).Refusal.Should().Match<Refusal>(x => x.Code == "codes.counter-exhausted" && x.Field == "Rules[1]");
    }

    [Fact]
    public async Task Counters_with_the_same_text_go_on_each_in_its_own_range()
    {
        var low = await RuleAsync("前半", new CodeSegment.FixedText("前缀", "YSRANGE"), new CodeSegment.Counter("序号", 1, 499, 9));
        var high = await RuleAsync("后半", new CodeSegment.FixedText("前缀", "YSRANGE"), new CodeSegment.Counter("序号", 500, 999, 9));
        var whole = await RuleAsync("全部", new CodeSegment.FixedText("前缀", "YSRANGE"), new CodeSegment.Counter("序号", 1, 999, 9));
        (await LastAsync(high, 1)).Should().Be("YSRANGE000000500");
        (await LastAsync(low, 10)).Should().Be("YSRANGE000000010");
        (await LastAsync(high, 1)).Should().Be("YSRANGE000000501");
        (await LastAsync(whole, 480)).Should().Be("YSRANGE000000490", "there is room between the two");
        (await LastAsync(whole, 20)).Should().Be("YSRANGE000000521", "not enough before 500");
        (await LastAsync(low, 9)).Should().Be("YSRANGE000000499");
        var full = (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, 1) with { Codes = new CodesWanted.Custom([low]) })).Value;
        (await _codes.Make.RunAsync(_main, full, (_, _) => { })).Refusal!.Code.Should().Be("codes.counter-exhausted");

        async Task<string> LastAsync(long rule, int many) => (await _codes.LinesAsync(_main, await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, many) with { Codes = new CodesWanted.Custom([rule]) })))[^1][2];
    }

    [Fact]
    public async Task Rules_of_others_and_disabled_ones_make_no_codes()
    {
        var rule = await RuleAsync("防伪", new CodeSegment.Guard("防伪", CodeAlphabet.Digits, 20));
        var wanted = CodesWorld.Digits(_merchant.Id, 3) with { Codes = new CodesWanted.Custom([rule]) };
        var other = await _codes.MerchantAsync(_main, "云杉二店");
        (await _codes.Request.RunAsync(_main, wanted with { MerchantId = other.Id })).Refusal!.Field.Should().Be("Rules[0]");
        (await _codes.Request.RunAsync(_main, wanted with { Codes = new CodesWanted.Custom([]) })).Refusal!.Code.Should().Be("codes.package-rule-needed");
        (await new FindRules(database.Databases).RunAsync(_main, _merchant.Id)).Value.Select(x => x.Id).Should().Equal(rule);
        (await new EnableCodeRule(database.Databases).RunAsync(_main, rule, false)).IsDone.Should().BeTrue();
        (await _codes.Request.RunAsync(_main, wanted)).Refusal!.Text.Should().Contain("防伪");
        (await new FindRules(database.Databases).RunAsync(_main, _merchant.Id)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Goods_and_merchants_to_choose_from_are_found_by_name_and_number()
    {
        var goods = (await new SaveGoods(database.Databases).RunAsync(_main, null, 0, new("示例片", _merchant.Id, null, [], "7片", null))).Value;
        var find = new FindGoods(database.Databases);
        (await find.RunAsync(_main, _merchant.Id, null)).Value.Should().ContainSingle().Which.Text.Should().Be($"示例片 7片（{_merchant.Code}0001）");
        (await find.RunAsync(_main, _merchant.Id, "0001")).Value.Select(x => x.Id).Should().Equal(goods);
        (await find.RunAsync(_main, _merchant.Id, "胶囊")).Value.Should().BeEmpty();
        await _codes.MerchantAsync(_main, "自有码商户", CodeSource.Own);
        (await new FindMerchants(database.Databases).ForPackagesAsync(_main, null)).Value.Select(x => x.Id).Should().Equal(_merchant.Id);
    }

    [Fact]
    public async Task Packages_asked_for_at_the_same_instant_on_two_hosts_never_share_a_number()
    {
        var second = new CodesWorld(database, _codes.Protection);
        var packages = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? _codes : second).MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 500 + i, 2))));
        packages.Should().OnlyHaveUniqueItems();
        (await _codes.List.RunAsync(_main, new(), new PageRequest { Size = 100 })).Value.Rows.Select(x => x.Number).Should().OnlyHaveUniqueItems();
        var all = new List<string>();
        foreach (var package in packages)
            all.AddRange((await second.LinesAsync(_main, package)).Select(x => x[2]));
        all.Should().HaveCount(packages.Select((_, i) => (500 + i) * 3).Sum()).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_package_that_was_interrupted_goes_on_with_the_numbers_it_has()
    {
        var id = (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, 5, 2))).Value;
        using var stopped = new CancellationTokenSource();
        var interrupted = () => _codes.Make.RunAsync(_main, id, (_, _) => stopped.Cancel(), stopped.Token);
        await interrupted.Should().ThrowAsync<OperationCanceledException>();
        var kept = (await _codes.List.FindAsync(_main, id)).Value;
        kept.Row.State.Should().Be(PackageState.Waiting);
        var first = kept.Levels.Single(x => x.Level == 1).First;
        (await _codes.Download.OpenAsync(_main, id, isBeginning: true)).Refusal.Should().Be(CodesRefusals.PackageNotReady);

        (await _codes.Make.RunAsync(_main, id, (_, _) => { })).IsDone.Should().BeTrue();
        (await _codes.Make.RunAsync(_main, id, (_, _) => { })).IsDone.Should().BeTrue("a second run has nothing to do");
        (await _codes.List.FindAsync(_main, id)).Value.Levels.Single(x => x.Level == 1).First.Should().Be(first);
    }

    [Fact]
    public async Task Only_one_of_several_runs_of_a_package_takes_its_numbers()
    {
        var id = (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, 50, 2))).Value;
        var second = new CodesWorld(database, _codes.Protection);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                (await (i % 2 == 0 ? _codes : second).Make.RunAsync(_main, id, (_, _) => { })).IsDone.Should().BeTrue();
            }
            catch (JobLeaseLostException)
            {
                // Somebody else makes it.
            }
        }));
        var shown = (await _codes.List.FindAsync(_main, id)).Value;
        shown.Row.State.Should().Be(PackageState.Ready);
        await using var db = database.OpenSystem(_main.OrgId);
        (await db.Set<NumberBlock>().Where(x => x.PackageId == id).OrderBy(x => x.Level).Select(x => x.First).ToListAsync()).Should().Equal(shown.Levels.OrderBy(x => x.Level).Select(x => x.First));
    }

    [Fact]
    public async Task Codes_are_compared_with_those_of_other_forms_alone()
    {
        var id = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 50));
        await using var db = database.OpenSystem(_main.OrgId);
        var level = await db.Set<PackageLevel>().SingleAsync(x => x.PackageId == id);
        using var same = await _codes.Writers.OfAsync(await db.Set<CodePackage>().SingleAsync(x => x.Id == id), level, CancellationToken.None);
        var coincidences = new Coincidences(database.Databases, _codes.Spaces, _codes.Writers);
        // As long as they are, and read from another place.
        (await coincidences.AnyAsync(same, 50, CodeForm.Of(CodeLayout.National("8100123").Value), _ => { }, CancellationToken.None)).Should().BeTrue("each is a code of the package");
        (await coincidences.AnyAsync(same, 50, CodeForm.Of(level.Layout), _ => { }, CancellationToken.None)).Should().BeFalse("inside one form numbers differ");
    }

    [Fact]
    public async Task How_many_codes_a_guess_could_hit_counts_those_of_every_enterprise()
    {
        var layout = CodeLayout.Quick(CodeAlphabet.Digits, 20).Value;
        var before = await _codes.Spaces.IssuedAsync(layout);
        await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 70));
        var other = await _codes.MainAsync();
        await _codes.MadeAsync(other, CodesWorld.Digits((await _codes.MerchantAsync(other, "青禾专营店")).Id, 30));
        (await _codes.Spaces.IssuedAsync(layout) - before).Should().BeGreaterThanOrEqualTo(100);
        (await _codes.Spaces.IssuedAsync(CodeLayout.Quick(CodeAlphabet.Letters, 31).Value)).Should().Be(0);
    }

    [Fact]
    public async Task Without_an_address_to_scan_at_no_codes_are_made()
    {
        _codes.Settings.ScanUrl = null;
        (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, 10))).Refusal.Should().Be(CodesRefusals.ScanUrlNeeded);
    }

    [Fact]
    public async Task A_counter_that_would_write_somebodys_code_goes_on_after_it()
    {
        var taken = (await _codes.LinesAsync(_main, await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 1))))[0][2];
        var from = long.Parse(taken[14..], System.Globalization.CultureInfo.InvariantCulture);
        var rule = await RuleAsync("撞码", new CodeSegment.FixedText("前缀", taken[..14]), new CodeSegment.Counter("序号", from, Math.Min(from + 9, 999_999), 6));
        var id = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 1) with { Codes = new CodesWanted.Custom([rule]) });
        var made = (await _codes.LinesAsync(_main, id)).Should().ContainSingle().Which[2];
        made.Should().NotBe(taken).And.StartWith(taken[..14]);
        (await _codes.LookUp.RunAsync(_main, made)).Value.PackageId.Should().Be(id);
        (await _codes.LookUp.RunAsync(_main, taken)).Value.PackageId.Should().NotBe(id);
    }

    [Fact]
    public async Task Records_are_found_by_number_names_and_kind()
    {
        var single = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 10));
        var other = await _codes.MerchantAsync(_main, "青禾专营店");
        var goods = (await new SaveGoods(database.Databases).RunAsync(_main, null, 0, new("示例胶囊", other.Id, null, [], "12粒", null))).Value;
        var boxes = (await _codes.Request.RunAsync(_main, CodesWorld.Digits(other.Id, 10, 5) with { GoodsId = goods, Numbered = false })).Value;
        (await FoundAsync(new("旗舰"))).Should().Equal(single);
        (await FoundAsync(new("胶囊"))).Should().Equal(boxes);
        (await FoundAsync(new(other.Code))).Should().Equal(boxes);
        (await FoundAsync(new(MerchantId: _merchant.Id))).Should().Equal(single);
        (await FoundAsync(new(Kind: PackageKind.TwoLevels))).Should().Equal(boxes);
        (await FoundAsync(new(Numbered: true))).Should().Equal(single);
        foreach (var sort in new[] { "created", "number", "total" })
            (await _codes.List.RunAsync(_main, new(), new PageRequest { Sort = sort })).Value.Total.Should().Be(2);
        var row = (await _codes.List.RunAsync(_main, new("胶囊"), new())).Value.Rows.Single();
        (row.Goods, row.Spec, row.State, row.Percent).Should().Be(("示例胶囊", "12粒", PackageState.Waiting, null));
        (await _codes.List.FindAsync(_main, 1)).Refusal.Should().Be(CodesRefusals.PackageNotFound);

        async Task<IEnumerable<long>> FoundAsync(PackageFilter filter) => (await _codes.List.RunAsync(_main, filter, new())).Value.Rows.Select(x => x.Id);
    }

    [Fact]
    public async Task Who_made_and_who_fetched_a_package_stands_in_the_log_once()
    {
        var id = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 10));
        await using (var first = (await _codes.Download.OpenAsync(_main, id, isBeginning: true)).Value.Text)
        await using (var rest = (await _codes.Download.OpenAsync(_main, id, isBeginning: false)).Value.Text)
            first.Length.Should().Be(rest.Length);
        await using var db = database.OpenSystem(_main.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.ObjectId == id && x.ObjectType == nameof(CodePackage)).OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync())
            .Should().Equal(CodesActions.PackageRequested.Code, CodesActions.PackageReady.Code, CodesActions.PackageDownloaded.Code);
        (await db.Set<Notification>().SingleAsync(x => x.Title == "码包已生成")).Text.Should().Contain("10 个码");
    }

    [Fact]
    public async Task Whoever_fetches_a_part_without_its_beginning_stands_in_the_log_too()
    {
        var id = await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 10));
        for (var i = 0; i < 2; i++)
            await (await _codes.Download.OpenAsync(_main, id, isBeginning: false)).Value.Text.DisposeAsync();
        (await DownloadsAsync()).Should().Be(1);
        await (await _codes.Download.OpenAsync(_main, id, isBeginning: true)).Value.Text.DisposeAsync();
        (await DownloadsAsync()).Should().Be(2);
        (await _codes.Download.OpenAsync(_main with { ViewingAs = "查看" }, id, isBeginning: false)).Refusal.Should().Be(Actor.OnlyViewing);

        async Task<int> DownloadsAsync()
        {
            await using var db = database.OpenSystem(_main.OrgId);
            return await db.Set<AuditEntry>().CountAsync(x => x.ObjectId == id && x.Action == CodesActions.PackageDownloaded.Code);
        }
    }

    [Fact]
    public async Task Goods_with_codes_keep_their_drug()
    {
        var save = new Yaosu.Drugs.Registry.SaveDrug(database.Databases);
        var first = (await save.RunAsync(_main, null, 0, Yaosu.Tests.Drugs.DrugsWorld.Sartan())).Value;
        var second = (await save.RunAsync(_main, null, 0, Yaosu.Tests.Drugs.DrugsWorld.Sartan("国药准字H20990055"))).Value;
        var goods = await GoodsAsync(null, 0, null);
        await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 10) with { GoodsId = goods });
        await GoodsAsync(goods, await VersionAsync(), first);
        foreach (var other in new long?[] { second, null })
            (await new SaveGoods(database.Databases).RunAsync(_main, goods, await VersionAsync(), new("示例片", _merchant.Id, other, [], null, null))).Refusal.Should().Be(CodesRefusals.DrugFixed);

        async Task<int> VersionAsync() => (await new GoodsList(database.Databases).FindAsync(_main, goods)).Value.Goods.Version;

        async Task<long> GoodsAsync(long? id, int version, long? drug) => (await new SaveGoods(database.Databases).RunAsync(_main, id, version, new("示例片", _merchant.Id, drug, [], null, null))).Value;
    }

    [Fact]
    public async Task A_package_that_was_not_finished_is_made_by_somebody_else_or_given_up()
    {
        var rule = await RuleAsync("短", new CodeSegment.FixedText("前缀", "YSGIVENUP"), new CodeSegment.Counter("序号", 1, 5, 7));
        var wanted = CodesWorld.Digits(_merchant.Id, 4) with { Codes = new CodesWanted.Custom([rule]) };
        await _codes.MadeAsync(_main, wanted);
        var id = (await _codes.Request.RunAsync(_main, wanted)).Value;
        var (retry, discard) = (new RetryPackage(database.Databases), new DiscardPackage(database.Databases));
        (await retry.RunAsync(_main, id)).Refusal.Should().Be(CodesRefusals.PackageBeingMade);
        (await discard.RunAsync(_main, id)).Refusal.Should().Be(CodesRefusals.PackageBeingMade);
        await FailAsync(id);
        (await _codes.List.FindAsync(_main, id)).Value.Row.State.Should().Be(PackageState.Failed);

        var colleague = _main with { UserId = _main.UserId + 1000 };
        (await retry.RunAsync(colleague, id)).IsDone.Should().BeTrue();
        await using (var db = database.OpenSystem(_main.OrgId))
            (await db.Set<Job>().SingleAsync(x => x.Id == db.Set<CodePackage>().Single(package => package.Id == id).JobId)).CreatedById.Should().Be(colleague.UserId);
        (await _codes.Make.RunAsync(colleague, id, (_, _) => { })).Refusal!.Code.Should().Be("codes.counter-exhausted");
        await FailAsync(id);
        (await discard.RunAsync(_main, id)).IsDone.Should().BeTrue();
        (await _codes.List.FindAsync(_main, id)).Refusal.Should().Be(CodesRefusals.PackageNotFound);
        (await discard.RunAsync(_main, id)).Refusal.Should().Be(CodesRefusals.PackageNotFound);

        // Numbers that it had are nobody's afterwards.
        var interrupted = (await _codes.Request.RunAsync(_main, CodesWorld.Digits(_merchant.Id, 5))).Value;
        using var stopped = new CancellationTokenSource();
        await FluentActions.Awaiting(() => _codes.Make.RunAsync(_main, interrupted, (_, _) => stopped.Cancel(), stopped.Token)).Should().ThrowAsync<OperationCanceledException>();
        var code = await _codes.OneAsync(_main, interrupted, 1, 0);
        await FailAsync(interrupted);
        (await discard.RunAsync(_main, interrupted)).IsDone.Should().BeTrue();
        (await _codes.LookUp.RunAsync(_main, code)).Refusal.Should().Be(CodesRefusals.CodeUnknown);
        (await discard.RunAsync(_main, await _codes.MadeAsync(_main, CodesWorld.Digits(_merchant.Id, 5)))).Refusal.Should().Be(CodesRefusals.PackageIsReady);

        async Task FailAsync(long package)
        {
            await using var db = database.OpenSystem(_main.OrgId);
            var job = await db.Set<CodePackage>().Where(x => x.Id == package).Select(x => x.JobId).SingleAsync();
            await db.Set<Job>().Where(x => x.Id == job).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, JobState.Failed));
        }
    }

    private async Task<long> RuleAsync(string name, params CodeSegment[] segments) =>
        (await new SaveCodeRule(database.Databases).RunAsync(_main, null, 0, new(name, _merchant.Id, segments.Sum(x => x.Length), segments))).Value;
}
