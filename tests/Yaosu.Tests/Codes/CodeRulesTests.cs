using Microsoft.EntityFrameworkCore;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Codes.Rules;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Orgs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

public sealed class CodeRulesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly CodeSegment Text = new CodeSegment.FixedText("企业代码", "YS01");
    private static readonly CodeSegment Guard = new CodeSegment.Guard("防伪字符", CodeAlphabet.Digits, 20);
    private static readonly CodeSegment Day = new CodeSegment.Date("日期");
    private static readonly CodeSegment Count = new CodeSegment.Counter("流水号", 1, 99_999_999, 8);

    private Actor _main = default!;
    private long _shop;

    private SaveCodeRule Save => new(database.Databases);

    private EnableCodeRule Enable => new(database.Databases);

    private DeleteCodeRule Delete => new(database.Databases);

    private CodeRuleList List => new(database.Databases);

    private CodeRuleFacts Standard => new("云杉标准码", _shop, 24, [Text, Guard]);

    public async ValueTask InitializeAsync()
    {
        _main = await MainAsync();
        _shop = await MerchantAsync("云杉旗舰店", CodeSource.Platform);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_rule_is_in_force_at_once_and_its_changes_are_told_in_words()
    {
        var id = (await Save.RunAsync(_main, null, 0, Standard with { Name = " 云杉标准码 " })).Value;
        var (rule, merchant) = (await List.FindAsync(_main, id)).Value;
        (rule.Name, rule.Length, rule.State, rule.MerchantId, merchant.Id).Should().Be(("云杉标准码", 24, CodeRuleState.InForce, _shop, _shop));
        rule.Layout.Short.Should().Be("自定义内容4 + 防伪字符20");
        rule.CreatedAt.Should().Be(database.Time.UtcNow()).And.Be(rule.UpdatedAt);

        (await Save.RunAsync(_main, id, rule.Version, Standard with { Length = 20, Segments = [Guard] })).IsDone.Should().BeTrue();
        (await Save.RunAsync(_main, id, rule.Version, Standard)).Refusal.Should().Be(CodesRefusals.RuleChangedMeanwhile);
        var entries = await EntriesAsync(id);
        entries.Select(x => x.Action).Should().Equal(CodesActions.RuleAdded.Code, CodesActions.RuleChanged.Code);
        entries[1].Changes.Should().Contain("企业代码：自定义内容 YS01，4 位；防伪字符：防伪字符 纯数字，20 位").And.NotContain("version");
    }

    [Fact]
    public async Task A_save_that_changes_nothing_writes_nothing()
    {
        var id = (await Save.RunAsync(_main, null, 0, Standard)).Value;
        (await Save.RunAsync(_main, id, 0, Standard)).Value.Should().Be(id);
        (await EntriesAsync(id)).Should().ContainSingle();
    }

    [Fact]
    public async Task Whatever_is_wrong_is_told_at_once_beside_its_field_and_segment()
    {
        CodeSegment[] segments = [new CodeSegment.FixedText(" ", ""), new CodeSegment.Guard("防伪", CodeAlphabet.Digits, 13)];
        (await Save.RunAsync(_main, null, 0, new(" ", 0, 24, segments))).Refusals.Select(x => (x.Field, x.Code)).Should().BeEquivalentTo<(string?, string)>(
        [
            ("Name", "codes.missing"),
            ("Merchant", CodesRefusals.RuleMerchantNeeded.Code),
            ("Layout[0]", CodeLayoutRefusals.NameMissing.Code),
            ("Layout[0]", CodeLayoutRefusals.FixedTextMissing.Code),
            ("Layout[1]", CodeLayoutRefusals.GuardLength(CodeAlphabet.Digits).Code),
            ("Layout[Length]", CodeLayoutRefusals.TooShort(13, 24).Code),
        ]);
        (await Save.RunAsync(_main, null, 0, Standard with { Name = new string('长', 51) })).Refusals.Select(x => x.Field).Should().Equal("Name");
        (await Save.RunAsync(_main, null, 0, Standard with { Segments = [Guard, Guard], Length = 32 })).Refusals.Select(x => x.Field).Should().BeEquivalentTo("Layout[Length]", "Layout");
        (await Save.RunAsync(_main, null, 0, Standard with { Segments = [.. Enumerable.Repeat(Text, 11)] })).Refusal.Should().Be(CodesRefusals.TooManySegments);
    }

    [Fact]
    public async Task Ten_segments_with_the_longest_names_are_kept()
    {
        var name = string.Concat(Enumerable.Repeat("😀", CodeLayout.LongestName / 2));
        CodeSegment[] segments = [.. Enumerable.Range(0, 9).Select(_ => new CodeSegment.FixedText(name, "A")), new CodeSegment.Guard(name, CodeAlphabet.Mixed, 13)];
        var id = (await Save.RunAsync(_main, null, 0, Standard with { Length = 22, Segments = segments })).Value;
        (await List.FindAsync(_main, id)).Value.Rule.Layout.Read().Value.Segments.Should().Equal(segments);
    }

    [Fact]
    public async Task The_national_code_has_a_guard_of_thirteen_digits_after_the_drugs_identification()
    {
        var national = CodeLayout.National("8000001").Value;
        var id = (await Save.RunAsync(_main, null, 0, new("国家追溯码", _shop, national.Length, [.. national.Segments]))).Value;
        (await List.FindAsync(_main, id)).Value.Rule.Layout.Short.Should().Be("自定义内容7 + 防伪字符13");
    }

    [Fact]
    public async Task A_rule_is_of_one_merchant_whose_codes_are_made_here()
    {
        var own = await MerchantAsync("云杉自有码", CodeSource.Own);
        (await Save.RunAsync(_main, null, 0, Standard with { MerchantId = own })).Refusal.Should().Be(CodesRefusals.RuleMerchantOwn);
        (await Save.RunAsync(_main, null, 0, Standard with { MerchantId = 4711 })).Refusal.Should().Be(CodesRefusals.RuleMerchantNeeded);
        var id = (await Save.RunAsync(_main, null, 0, Standard)).Value;
        var second = await MerchantAsync("云杉二店", CodeSource.Platform);
        (await Save.RunAsync(_main, id, 0, Standard with { MerchantId = second })).Refusal.Should().Be(CodesRefusals.RuleMerchantFixed);

        var find = new FindMerchants(database.Databases);
        (await find.ForRulesAsync(_main, null)).Value.Select(x => x.Id).Should().BeEquivalentTo([_shop, second]);
        (await find.ForRulesAsync(_main, "二店")).Value.Select(x => x.Id).Should().Equal(second);
        (await new DeleteMerchant(database.Databases).RunAsync(_main, _shop)).Refusal.Should().Be(CodesRefusals.MerchantHasRules("云杉旗舰店", 1));
    }

    [Fact]
    public async Task Names_are_one_in_an_enterprise_and_rules_are_its_own()
    {
        var id = (await Save.RunAsync(_main, null, 0, Standard)).Value;
        (await Save.RunAsync(_main, null, 0, Standard)).Refusal.Should().Be(CodesRefusals.RuleNameTaken);
        var other = await MainAsync();
        (await List.FindAsync(other, id)).Refusal.Should().Be(CodesRefusals.RuleNotFound);
        (await Save.RunAsync(other, id, 0, Standard)).Refusal.Should().Be(CodesRefusals.RuleNotFound);
        (await Save.RunAsync(other, null, 0, Standard)).Refusal.Should().Be(CodesRefusals.RuleMerchantNeeded, "the merchant is another enterprise's");
        (await Enable.RunAsync(other, id, false)).Refusal.Should().Be(CodesRefusals.RuleNotFound);
        (await Delete.RunAsync(other, id)).Refusal.Should().Be(CodesRefusals.RuleNotFound);
    }

    [Fact]
    public async Task A_disabled_rule_is_not_offered_for_new_codes_until_it_is_in_force_again()
    {
        var id = (await Save.RunAsync(_main, null, 0, Standard)).Value;
        var flowing = (await Save.RunAsync(_main, null, 0, new("流水码", _shop, 16, [Day, Count]))).Value;
        (await InForceAsync(_shop)).Should().BeEquivalentTo([id, flowing]);

        (await Enable.RunAsync(_main, id, true)).Refusal.Should().Be(CodesRefusals.RuleAlreadyInForce);
        database.Time.Advance(TimeSpan.FromHours(1));
        (await Enable.RunAsync(_main, id, false)).IsDone.Should().BeTrue();
        (await Enable.RunAsync(_main, id, false)).Refusal.Should().Be(CodesRefusals.RuleAlreadyDisabled);
        (await InForceAsync(_shop)).Should().Equal(flowing);
        await using (var db = database.Open(_main))
        {
            (await CodeRules.FindInForceAsync(db, id)).Refusal.Should().Be(CodesRefusals.RuleDisabled("云杉标准码"));
            (await CodeRules.FindInForceAsync(db, flowing)).Value.Layout.IsGuessable.Should().BeTrue();
            (await CodeRules.FindInForceAsync(db, 4711)).Refusal.Should().Be(CodesRefusals.RuleNotFound);
        }
        (await Enable.RunAsync(_main, id, true)).IsDone.Should().BeTrue();
        (await InForceAsync(_shop)).Should().BeEquivalentTo([id, flowing]);
        (await EntriesAsync(id)).Select(x => x.Action).Should().Equal(CodesActions.RuleAdded.Code, CodesActions.RuleDisabled.Code, CodesActions.RuleEnabled.Code);
        (await List.FindAsync(_main, id)).Value.Rule.Should().Match<CodeRule>(x => x.UpdatedAt > x.CreatedAt);
    }

    [Fact]
    public async Task Rules_are_found_by_name_merchant_and_state()
    {
        var second = await MerchantAsync("青禾健康馆", CodeSource.Platform);
        var id = (await Save.RunAsync(_main, null, 0, Standard)).Value;
        var flowing = (await Save.RunAsync(_main, null, 0, new("流水码", second, 16, [Day, Count]))).Value;
        await Enable.RunAsync(_main, flowing, false);
        var code = (await new MerchantList(database.Databases).FindAsync(_main, second)).Value.Merchant.Code;

        (await FoundAsync(new("标准"))).Should().Equal(id);
        (await FoundAsync(new(Merchant: "健康"))).Should().Equal(flowing);
        (await FoundAsync(new(Merchant: code.ToLowerInvariant()))).Should().Equal(flowing);
        (await FoundAsync(new(State: CodeRuleState.InForce))).Should().Equal(id);
        (await FoundAsync(new(State: CodeRuleState.Disabled))).Should().Equal(flowing);
        foreach (var sort in CodeRuleList.Sorts.Names)
            (await List.RunAsync(_main, new(), new PageRequest { Sort = sort })).Value.Total.Should().Be(2);
        (await List.RunAsync(_main, new("流水"), new())).Value.Rows.Should().ContainSingle().Which.Should().Match<CodeRuleRow>(x => x.IsGuessable && x.Merchant == "青禾健康馆" && x.Length == 16);

        async Task<IEnumerable<long>> FoundAsync(CodeRuleFilter filter) => (await List.RunAsync(_main, filter, new())).Value.Rows.Select(x => x.Id);
    }

    [Fact]
    public async Task The_list_goes_into_a_file_as_it_is_filtered()
    {
        await Save.RunAsync(_main, null, 0, Standard);
        await Save.RunAsync(_main, null, 0, new("流水码", _shop, 16, [Day, Count]));
        ExportDefinition export = new CodeRuleExport();
        await using var db = database.Open(_main);
        using var file = new MemoryStream();
        var pinned = await export.PinAsync(db, StoredJson.Write(new CodeRuleFilter("流水", "旗舰", CodeRuleState.InForce)), CancellationToken.None);
        (await export.WriteAsync(db, new(CodeRuleExport.ExportCode, pinned, ["name", "merchant", "segments", "state"], ExportFormat.Csv, "码规则.csv"), file, (_, _) => { }, CancellationToken.None)).Should().Be(1);
        System.Text.Encoding.UTF8.GetString(file.ToArray()).Should().Contain("时间日期8 + 自增数8（不可防伪）").And.Contain("云杉旗舰店").And.NotContain("标准码");
    }

    [Fact]
    public async Task A_rule_that_nothing_was_made_with_is_deleted()
    {
        var id = (await Save.RunAsync(_main, null, 0, Standard)).Value;
        (await Delete.RunAsync(_main, id)).IsDone.Should().BeTrue();
        (await Delete.RunAsync(_main, id)).Refusal.Should().Be(CodesRefusals.RuleNotFound);
        (await EntriesAsync(id)).Select(x => x.Action).Should().Equal(CodesActions.RuleAdded.Code, CodesActions.RuleDeleted.Code);
    }

    [Fact]
    public void What_can_not_be_read_says_so_and_is_not_called_guessable()
    {
        new StoredLayout("{}").Short.Should().Be(CodeLayoutRefusals.Unreadable.Text);
        new CodeRuleRow(1, "旧规则", "商户", 20, default, default, CodeRuleState.InForce).IsGuessable.Should().BeFalse();
    }

    private async Task<IEnumerable<long>> InForceAsync(long merchant)
    {
        await using var db = database.Open(_main);
        return (await CodeRules.InForceAsync(db, merchant)).Select(x => x.Id);
    }

    private async Task<List<AuditEntry>> EntriesAsync(long id)
    {
        await using var db = database.OpenSystem(_main.OrgId);
        return await db.Set<AuditEntry>().Where(x => x.ObjectId == id && x.ObjectType == nameof(CodeRule)).OrderBy(x => x.Sequence).ToListAsync();
    }

    private async Task<long> MerchantAsync(string name, CodeSource source) =>
        (await new SaveMerchant(database.Databases).RunAsync(_main, null, 0, new(name, source, source == CodeSource.Own ? [CodesWorld.NewPrefix()] : [], null))).Value;

    private async Task<Actor> MainAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        return await world.SignedInAsync(world.MainName);
    }
}
