using Microsoft.EntityFrameworkCore;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Rules;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

/// <summary>Which numbers a package takes, whoever else takes some at the same time.</summary>
public sealed class PackageNumbersTests(TestDatabase database) : CodesTest(database)
{
    [Fact]
    public async Task Each_level_may_have_a_rule_of_its_own_and_keeps_it_as_it_was()
    {
        var guarded = await RuleAsync("日期与防伪", new CodeSegment.Date("日期"), new CodeSegment.Guard("防伪", CodeAlphabet.Mixed, 13));
        var counted = await RuleAsync("只有自增数", new CodeSegment.FixedText("前缀", "YS"), new CodeSegment.Date("日期"), new CodeSegment.Counter("序号", 5, 99, 6));
        var wanted = CodesWorld.Digits(Merchant.Id, 3, 10) with { Codes = new CodesWanted.Custom([guarded, counted]) };
        var id = await World.MadeAsync(Main, wanted);
        var lines = await World.LinesAsync(Main, id);
        lines.Take(3).Select(x => x[2]).Should().Equal("YS20260105000005", "YS20260105000006", "YS20260105000007");
        lines.Skip(3).Should().HaveCount(30).And.OnlyContain(x => x[2].Length == 21 && x[2].StartsWith("20260105", StringComparison.Ordinal));
        (await World.LookUp.RunAsync(Main, "YS20260105000006")).Value.Should().Match<Yaosu.Codes.Query.CodeAnswer>(x => x.Level == 2 && x.Serial == 2 && x.Children == 10);
        (await World.LookUp.RunAsync(Main, lines[17][2])).Value.Parent.Should().Be("YS20260105000006");
        (await World.LookUp.RunAsync(Main, "YS20260105000008")).Refusal.Should().Be(CodesRefusals.CodeUnknown);
        (await new DeleteCodeRule(Database.Databases).RunAsync(Main, counted)).Refusal.Should().Be(CodesRefusals.RuleInUse);

        // The next package of the same day counts on; what is left then doesn't suffice.
        var next = await World.MadeAsync(Main, wanted with { Outermost = 90 });
        (await World.LinesAsync(Main, next))[0][2].Should().Be("YS20260105000008");
        var last = (await World.Request.RunAsync(Main, wanted)).Value;
        (await World.Make.RunAsync(Main, last, (_, _) => { })).Refusal!.Code.Should().Be("codes.counter-exhausted");
        (await World.Request.RunAsync(Main, wanted with { Outermost = 96 })).Refusal.Should().Match<Refusal>(x => x.Code == "codes.counter-exhausted" && x.Field == "Rules[1]");
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
        var full = (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 1) with { Codes = new CodesWanted.Custom([low]) })).Value;
        (await World.Make.RunAsync(Main, full, (_, _) => { })).Refusal!.Code.Should().Be("codes.counter-exhausted");

        async Task<string> LastAsync(long rule, int many) => (await World.LinesAsync(Main, await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, many) with { Codes = new CodesWanted.Custom([rule]) })))[^1][2];
    }

    [Fact]
    public async Task Packages_asked_for_at_the_same_instant_on_two_hosts_never_share_a_number()
    {
        var second = new CodesWorld(Database, World.Protection);
        var packages = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? World : second).MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 500 + i, 2))));
        packages.Should().OnlyHaveUniqueItems();
        (await World.List.RunAsync(Main, new(), new PageRequest { Size = 100 })).Value.Rows.Select(x => x.Number).Should().OnlyHaveUniqueItems();
        var all = new List<string>();
        foreach (var package in packages)
            all.AddRange((await second.LinesAsync(Main, package)).Select(x => x[2]));
        all.Should().HaveCount(packages.Select((_, i) => (500 + i) * 3).Sum()).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_package_that_was_interrupted_goes_on_with_the_numbers_it_has()
    {
        var id = (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 5, 2))).Value;
        using var stopped = new CancellationTokenSource();
        var interrupted = () => World.Make.RunAsync(Main, id, (_, _) => stopped.Cancel(), stopped.Token);
        await interrupted.Should().ThrowAsync<OperationCanceledException>();
        var kept = (await World.List.FindAsync(Main, id)).Value;
        kept.Row.State.Should().Be(PackageState.Waiting);
        var first = kept.Levels.Single(x => x.Level == 1).First;
        (await World.Download.OpenAsync(Main, id, isBeginning: true)).Refusal.Should().Be(CodesRefusals.PackageNotReady);

        (await World.Make.RunAsync(Main, id, (_, _) => { })).IsDone.Should().BeTrue();
        (await World.Make.RunAsync(Main, id, (_, _) => { })).IsDone.Should().BeTrue("a second run has nothing to do");
        (await World.List.FindAsync(Main, id)).Value.Levels.Single(x => x.Level == 1).First.Should().Be(first);
    }

    [Fact]
    public async Task Only_one_of_several_runs_of_a_package_takes_its_numbers()
    {
        var id = (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 50, 2))).Value;
        var second = new CodesWorld(Database, World.Protection);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                (await (i % 2 == 0 ? World : second).Make.RunAsync(Main, id, (_, _) => { })).IsDone.Should().BeTrue();
            }
            catch (JobLeaseLostException)
            {
                // Somebody else makes it.
            }
        }));
        var shown = (await World.List.FindAsync(Main, id)).Value;
        shown.Row.State.Should().Be(PackageState.Ready);
        await using var db = Database.OpenSystem(Main.OrgId);
        (await db.Set<NumberBlock>().Where(x => x.PackageId == id).OrderBy(x => x.Level).Select(x => x.First).ToListAsync()).Should().Equal(shown.Levels.OrderBy(x => x.Level).Select(x => x.First));
    }

    [Fact]
    public async Task Codes_are_compared_with_those_of_other_forms_alone()
    {
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 50));
        await using var db = Database.OpenSystem(Main.OrgId);
        var level = await db.Set<PackageLevel>().SingleAsync(x => x.PackageId == id);
        using var same = await World.Writers.OfAsync(await db.Set<CodePackage>().SingleAsync(x => x.Id == id), level, CancellationToken.None);
        var coincidences = new Coincidences(Database.Databases, World.Spaces, World.Writers);
        // As long as they are, and read from another place.
        (await coincidences.AnyAsync(same, 50, CodeForm.Of(CodeLayout.National("8100123").Value), _ => { }, CancellationToken.None)).Should().BeTrue("each is a code of the package");
        (await coincidences.AnyAsync(same, 50, CodeForm.Of(level.Layout), _ => { }, CancellationToken.None)).Should().BeFalse("inside one form numbers differ");
    }

    [Fact]
    public async Task How_many_codes_a_guess_could_hit_counts_those_of_every_enterprise()
    {
        var layout = CodeLayout.Quick(CodeAlphabet.Digits, 20).Value;
        var before = await World.Spaces.IssuedAsync(layout);
        await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 70));
        var other = await World.MainAsync();
        await World.MadeAsync(other, CodesWorld.Digits((await World.MerchantAsync(other, "青禾专营店")).Id, 30));
        (await World.Spaces.IssuedAsync(layout) - before).Should().BeGreaterThanOrEqualTo(100);
        (await World.Spaces.IssuedAsync(CodeLayout.Quick(CodeAlphabet.Letters, 31).Value)).Should().Be(0);
    }

    [Fact]
    public async Task A_counter_that_would_write_somebodys_code_goes_on_after_it()
    {
        var taken = (await World.LinesAsync(Main, await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 1))))[0][2];
        var from = long.Parse(taken[14..], System.Globalization.CultureInfo.InvariantCulture);
        var rule = await RuleAsync("撞码", new CodeSegment.FixedText("前缀", taken[..14]), new CodeSegment.Counter("序号", from, Math.Min(from + 9, 999_999), 6));
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 1) with { Codes = new CodesWanted.Custom([rule]) });
        var made = (await World.LinesAsync(Main, id)).Should().ContainSingle().Which[2];
        made.Should().NotBe(taken).And.StartWith(taken[..14]);
        (await World.LookUp.RunAsync(Main, made)).Value.PackageId.Should().Be(id);
        (await World.LookUp.RunAsync(Main, taken)).Value.PackageId.Should().NotBe(id);
    }

    private async Task<long> RuleAsync(string name, params CodeSegment[] segments) =>
        (await new SaveCodeRule(Database.Databases).RunAsync(Main, null, 0, new(name, Merchant.Id, segments.Sum(x => x.Length), segments))).Value;
}
