using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Drugs.Registry;
using Yaosu.Scans;
using Yaosu.Tests.Drugs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Batches;

/// <summary>What consumers read of a code's batch.</summary>
public sealed class ScannedBatchesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private BatchesWorld _world = null!;

    private Actor Main => _world.Main;

    public async ValueTask InitializeAsync() => _world = await BatchesWorld.OpenAsync(database);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Codes_say_nothing_of_the_goods_before_their_batch_is_active_nor_while_it_is_frozen()
    {
        var drug = (await new SaveDrug(database.Databases).RunAsync(Main, null, 0, DrugsWorld.Sartan())).Value;
        var goods = await _world.GoodsAsync("示例沙坦片", drug: drug);
        var (batch, package) = (await _world.BatchAsync("20260901", goods), await _world.PackageAsync(2, 3));
        var code = await _world.Codes.OneAsync(Main, package, 1, 4);
        (await AnswerAsync(code)).Should().Match<ScanAnswer>(x => x.Batch == null && x.Drug == null && x.TellsGoods);
        (await _world.Bind.RunAsync(Main, batch, [package])).IsDone.Should().BeTrue();
        (await AnswerAsync(code)).Should().Match<ScanAnswer>(x => x.Batch!.State == BatchState.Inactive && x.Drug == null && !x.TellsGoods);
        (await _world.Move.ActivateAsync(Main, batch, await _world.VersionAsync(batch))).IsDone.Should().BeTrue();
        foreach (var (level, serial) in new[] { (1, 4L), (2, 1L) })
            (await AnswerAsync(await _world.Codes.OneAsync(Main, package, level, serial))).Should().Match<ScanAnswer>(x => x.Batch!.BatchNumber == "20260901" && x.Drug!.GenericName == "示例沙坦片" && x.TellsGoods);
        (await _world.Move.FreezeAsync(Main, batch, await _world.VersionAsync(batch), "不能说的原因")).IsDone.Should().BeTrue();
        var frozen = await AnswerAsync(code);
        frozen.Should().Match<ScanAnswer>(x => x.Batch!.State == BatchState.Frozen && x.Drug == null && !x.TellsGoods);
        (await HtmlAsync(frozen)).Should().Contain("这一批次已被冻结，请不要使用").And.NotContain("不能说的原因");
    }

    [Fact]
    public async Task Batch_dates_and_the_lines_that_are_to_be_shown_stand_on_the_page_until_the_last_day_without_a_warning()
    {
        var today = ChinaTime.Today(database.Time);
        var facts = _world.Facts("20260901") with { MadeOn = today.AddDays(-10), ExpiresOn = today, Details = [new("产地", DetailKind.Text, "<示例市>", true), new("产线", DetailKind.Text, "二线", false)] };
        var batch = (await _world.Save.RunAsync(Main, null, 0, facts)).Value;
        var package = await _world.PackageAsync(1);
        (await _world.Bind.RunAsync(Main, batch, [package])).IsDone.Should().BeTrue();
        (await _world.Move.ActivateAsync(Main, batch, await _world.VersionAsync(batch))).IsDone.Should().BeTrue();
        var code = await _world.Codes.OneAsync(Main, package, 1, 0);
        var answer = await AnswerAsync(code);
        (answer.Batch!.IsExpired, answer.Goods.Name).Should().Be((false, "示例片"));
        answer.Batch.Lines.Should().Equal(new ScannedBatch.Line("产地", "<示例市>"));
        (await HtmlAsync(answer)).Should().Contain("20260901").And.Contain($"{today.Year} 年 {today.Month} 月 {today.Day} 日").And.Contain("产地").And.NotContain("<示例市>").And.NotContain("二线").And.NotContain("已过有效期");
        (await _world.Save.RunAsync(Main, batch, await _world.VersionAsync(batch), facts with { ExpiresOn = today.AddDays(-1) })).IsDone.Should().BeTrue();
        answer = await AnswerAsync(code);
        answer.Batch!.IsExpired.Should().BeTrue();
        (await HtmlAsync(answer)).Should().Contain("已过有效期，请不要使用");
    }

    [Fact]
    public async Task Codes_of_one_package_may_be_of_several_batches_and_a_box_of_both_asks_to_scan_what_is_in_it()
    {
        var (first, second, package) = (await _world.BatchAsync(), await _world.BatchAsync(), await _world.PackageAsync(2, 10));
        await SpanAsync((first, 0, 4), (first, 5, 10), (second, 10, 20));
        var scan = _world.NewScan();
        foreach (var (leaf, batch) in new[] { (0L, (long?)first), (3L, first), (4L, null), (9L, first), (10L, second), (19L, second) })
            (await AnswerAsync(await _world.Codes.OneAsync(Main, package, 1, leaf), scan)).Batch?.BatchNumber.Should().Be(batch is { } id ? (await _world.ShownAsync(id)).Batch.BatchNumber : null, "leaf {0}", leaf);
        var mixed = await AnswerAsync(await _world.Codes.OneAsync(Main, package, 2, 0), scan);
        mixed.Should().Match<ScanAnswer>(x => x.IsMixed && x.Batch == null && !x.TellsGoods);
        (await HtmlAsync(mixed)).Should().Contain("请扫里面最小包装上的码");
        (await AnswerAsync(await _world.Codes.OneAsync(Main, package, 2, 1), scan)).Batch.Should().NotBeNull();

        async Task SpanAsync(params (long Batch, long From, long To)[] spans)
        {
            await using var db = database.OpenSystem(Main.OrgId);
            db.AddRange(spans.Select(x => new BatchSpan { BatchId = x.Batch, PackageId = package, From = x.From, To = x.To }));
            await db.SaveChangesAsync();
        }
    }

    [Fact]
    public async Task Of_very_many_spans_each_code_is_looked_up_alone()
    {
        var (batch, package) = (await _world.BatchAsync(), await _world.PackageAsync(2100));
        await using (var db = database.OpenSystem(Main.OrgId))
        {
            db.AddRange(Enumerable.Range(0, 1050).Select(i => new BatchSpan { BatchId = batch, PackageId = package, From = 2 * i, To = (2 * i) + 1 }));
            await db.SaveChangesAsync();
        }
        var scan = _world.NewScan();
        foreach (var leaf in new[] { 0L, 1L, 2098L, 2099L })
            ((await AnswerAsync(await _world.Codes.OneAsync(Main, package, 1, leaf), scan)).Batch is not null).Should().Be(leaf % 2 == 0);
    }

    [Fact]
    public async Task A_change_is_seen_a_second_later()
    {
        var (batch, package) = await _world.ActiveAsync(1);
        var (scan, code) = (_world.NewScan(), await _world.Codes.OneAsync(Main, package, 1, 0));
        (await AnswerAsync(code, scan)).Batch!.State.Should().Be(BatchState.Active);
        (await _world.Move.FreezeAsync(Main, batch, await _world.VersionAsync(batch), "x")).IsDone.Should().BeTrue();
        (await AnswerAsync(code, scan)).Batch!.State.Should().Be(BatchState.Active, "the answer is kept for a moment");
        database.Time.Advance(TimeSpan.FromSeconds(1));
        (await AnswerAsync(code, scan)).Batch!.State.Should().Be(BatchState.Frozen);
    }

    [Fact]
    public async Task A_preview_shows_any_state_with_and_without_codes()
    {
        var (batch, package) = (await _world.BatchAsync("PREVIEW"), await _world.PackageAsync(1, 2));
        var scan = _world.NewScan();
        for (var turn = 0; turn < 2; turn++)
        {
            foreach (var state in Enum.GetValues<BatchState>())
            {
                var answer = (await scan.PreviewAsync(Main, batch, state)).Value;
                (answer.Batch!.State, answer.TellsGoods, answer.Code.Merchant).Should().Be((state, state == BatchState.Active, "云杉旗舰店"));
                (await HtmlAsync(answer)).Should().Contain("预览：").And.Contain($"/batches/{batch}/preview?state=Frozen");
            }
            (await scan.PreviewAsync(Main, batch, null)).Value.Batch!.State.Should().Be(BatchState.Inactive);
            if (turn == 0)
                (await _world.Bind.RunAsync(Main, batch, [package])).IsDone.Should().BeTrue();
        }
        (await scan.PreviewAsync(Main, batch, null)).Value.Code.LevelName.Should().Be("内包装");
        (await scan.PreviewAsync(Main with { IsMain = false }, batch, null)).Refusal!.Code.Should().Be("access.denied");
    }

    private async Task<ScanAnswer> AnswerAsync(string code, ScanCode? scan = null) => (await (scan ?? _world.NewScan()).FindAsync(_world.Merchant.Code, code))!.Value.Answer;

    private static async Task<string> HtmlAsync(ScanAnswer answer)
    {
        var encoder = HtmlEncoder.Create(UnicodeRanges.All);
        await using var services = new ServiceCollection().AddLogging().AddSingleton(encoder).BuildServiceProvider();
        return await new ScanHtml(services, encoder, NullLoggerFactory.Instance).OfAsync("CODE", answer.Preview?.Url ?? "/c/X/CODE", answer);
    }
}
