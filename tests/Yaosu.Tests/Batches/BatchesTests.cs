using Microsoft.EntityFrameworkCore;
using Yaosu.Batches;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Codes;
using Yaosu.Codes.Products;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Background;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Drugs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Batches;

public sealed class BatchesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private BatchesWorld _world = null!;

    private Actor Main => _world.Main;

    public async ValueTask InitializeAsync() => _world = await BatchesWorld.OpenAsync(database);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Batches_are_counted_within_the_enterprise_and_no_number_is_given_again()
    {
        var (first, second) = (await _world.BatchAsync(), await _world.BatchAsync());
        (await NumberAsync(first), await NumberAsync(second)).Should().Be(("PC000001", "PC000002"));
        (await _world.Delete.RunAsync(Main, second)).IsDone.Should().BeTrue();
        (await NumberAsync(await _world.BatchAsync())).Should().Be("PC000003");
        var other = await BatchesWorld.OpenAsync(database);
        (await other.ShownAsync(await other.BatchAsync())).Batch.Number.Should().Be("PC000001");
    }

    [Fact]
    public async Task Of_many_who_add_batches_at_once_each_gets_a_number_of_its_own()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _world.Save.RunAsync(Main, null, 0, _world.Facts("并发" + i))));
        added.Should().OnlyContain(x => x.IsDone);
        (await _world.List.RunAsync(Main, new(), new())).Value.Rows.Select(x => x.Number).Should().OnlyHaveUniqueItems().And.HaveCount(6);
    }

    [Fact]
    public async Task A_makers_number_is_one_for_its_goods_however_it_is_written()
    {
        await _world.BatchAsync("Ab-2026 01");
        var again = await _world.Save.RunAsync(Main, null, 0, _world.Facts("ＡＢ２０２６０１"));
        again.Refusal.Should().Be(BatchesRefusals.NumberTaken("PC000001"));
        (await _world.Save.RunAsync(Main, null, 0, _world.Facts("AB202601", await _world.GoodsAsync("另一片")))).IsDone.Should().BeTrue();
        var other = await _world.BatchAsync("AB202602");
        (await _world.Save.RunAsync(Main, other, await _world.VersionAsync(other), _world.Facts("ab 202601"))).Refusal!.Code.Should().Be("batches.number-taken");
        (await _world.Save.RunAsync(Main, other, await _world.VersionAsync(other), _world.Facts("ab-202602"))).IsDone.Should().BeTrue("a batch may be written anew");
        // Both look before either is there.
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _world.Save.RunAsync(Main, null, 0, _world.Facts("SAME-1"))));
        both.Count(x => x.IsDone).Should().Be(1);
        both.Where(x => !x.IsDone).Should().OnlyContain(x => x.Refusal!.Code.StartsWith("batches.number-taken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_found_by_either_number_by_goods_and_by_merchant()
    {
        var id = await _world.BatchAsync("YS-2026 / 09A");
        await _world.BatchAsync("OTHER", await _world.GoodsAsync("别的胶囊"));
        foreach (var text in new[] { "ys2026/09a", "2026 - /09", "０９Ａ", "pc000001", "PC-000001", "示例", "例片" })
            (await IdsAsync(new(text))).Should().Equal([id], text);
        (await IdsAsync(new("-"))).Should().BeEmpty();
        (await IdsAsync(new(Merchant: "旗舰"))).Should().HaveCount(2);
#pragma warning disable CA1308 // As people type it.
        (await IdsAsync(new(Merchant: _world.Merchant.Code.ToLowerInvariant()))).Should().HaveCount(2);
#pragma warning restore CA1308
        (await IdsAsync(new(Merchant: "没有"))).Should().BeEmpty();
    }

    [Fact]
    public async Task It_is_narrowed_by_codes_state_and_day_and_sorted()
    {
        var (active, _) = await _world.ActiveAsync(3);
        var plain = (await _world.Save.RunAsync(Main, null, 0, _world.Facts("A-FIRST") with { MadeOn = new(2026, 9, 2), ExpiresOn = new(2028, 9, 1) })).Value;
        (await IdsAsync(new(Codes: CodesState.Bound))).Should().Equal(active);
        (await IdsAsync(new(Codes: CodesState.None))).Should().Equal(plain);
        (await IdsAsync(new(State: BatchState.Active))).Should().Equal(active);
        (await IdsAsync(new(State: BatchState.Frozen))).Should().BeEmpty();
        (await IdsAsync(new(MadeFrom: new(2026, 9, 2), MadeTo: new(2026, 9, 2)))).Should().Equal(plain);
        (await IdsAsync(new(MadeFrom: new(2026, 9, 3)))).Should().BeEmpty();
        foreach (var sort in new[] { "id", "batch", "codes", "made", "expires" })
            (await _world.List.RunAsync(Main, new(), new PageRequest { Sort = sort, Descending = false })).Value.Rows.Should().HaveCount(2);
        (await _world.List.RunAsync(Main, new(), new PageRequest { Sort = "codes", Descending = true })).Value.Rows.Select(x => (x.Id, x.Codes, x.CodesState)).Should().Equal((active, 3L, CodesState.Bound), (plain, 0L, CodesState.None));
    }

    [Fact]
    public async Task Goods_are_those_of_the_merchant_in_use()
    {
        var other = await _world.Codes.MerchantAsync(Main, "云杉二店");
        var (retired, theirs) = (await _world.GoodsAsync("旧片"), await _world.GoodsAsync("二店片", other.Id));
        (await new RetireGoods(database.Databases).RunAsync(Main, retired, retired: true)).IsDone.Should().BeTrue();
        foreach (var goods in new[] { retired, theirs, 1L })
            (await _world.Save.RunAsync(Main, null, 0, _world.Facts("X", goods))).Refusal.Should().Be(BatchesRefusals.GoodsNeeded);
        var find = new FindForBatch(database.Databases);
        (await find.MerchantsAsync(Main, null)).Value.Should().HaveCount(2);
        (await find.MerchantsAsync(Main, "二店")).Value.Select(x => x.Id).Should().Equal(other.Id);
        (await find.GoodsAsync(Main, _world.Merchant.Id, null)).Value.Select(x => x.Id).Should().Equal(_world.Goods);
        (await find.GoodsAsync(Main, other.Id, "二店")).Value.Select(x => x.Id).Should().Equal(theirs);
        (await find.ValidMonthsAsync(Main, _world.Goods)).Value.Should().Be(0);
        var drug = (await new SaveDrug(database.Databases).RunAsync(Main, null, 0, DrugsWorld.Sartan())).Value;
        (await find.ValidMonthsAsync(Main, await _world.GoodsAsync("示例沙坦片", drug: drug))).Value.Should().Be(DrugsWorld.Sartan().ValidMonths);
    }

    [Fact]
    public async Task Two_who_change_one_batch_hear_of_each_other_also_of_custom_lines()
    {
        var id = await _world.BatchAsync("V1");
        var version = await _world.VersionAsync(id);
        var facts = _world.Facts("V1") with { Details = [new("产地", DetailKind.Text, "甲地", true), new("备查", DetailKind.LongText, "一\n二", false)] };
        (await _world.Save.RunAsync(Main, id, version, facts)).IsDone.Should().BeTrue();
        (await _world.Save.RunAsync(Main, id, version, facts)).Refusal.Should().Be(BatchesRefusals.ChangedMeanwhile);
        (await _world.ShownAsync(id)).Details.Should().Equal(facts.Details);
        var turned = facts with { Details = [facts.Details[1], facts.Details[0] with { ShownOnScan = false }] };
        (await _world.Save.RunAsync(Main, id, version + 1, turned)).IsDone.Should().BeTrue();
        (await _world.Save.RunAsync(Main, id, version + 1, facts)).Refusal.Should().Be(BatchesRefusals.ChangedMeanwhile);
        var shown = await _world.ShownAsync(id);
        shown.Details.Should().Equal(turned.Details);
        (await _world.Save.RunAsync(Main, id, shown.Batch.Version, turned)).IsDone.Should().BeTrue();
        (await _world.VersionAsync(id)).Should().Be(shown.Batch.Version, "nothing was changed");
        await using var db = database.OpenSystem(Main.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.ObjectId == id && x.ObjectType == nameof(Batch)).OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync()).Should()
            .Equal(BatchesActions.Added.Code, BatchesActions.Changed.Code, BatchesActions.Changed.Code);
    }

    [Fact]
    public async Task A_batch_that_had_codes_keeps_goods_and_row_and_goods_keep_their_drug()
    {
        var (id, package) = (await _world.BatchAsync("HAD"), await _world.PackageAsync(2));
        var drugs = new[] { DrugsWorld.Sartan(), DrugsWorld.Sartan() with { Strength = "0.3g" } };
        var (one, two) = ((await new SaveDrug(database.Databases).RunAsync(Main, null, 0, drugs[0])).Value, (await new SaveDrug(database.Databases).RunAsync(Main, null, 0, drugs[1])).Value);
        var goods = await _world.GoodsAsync("有药片", drug: one);
        (await _world.Save.RunAsync(Main, id, await _world.VersionAsync(id), _world.Facts("HAD", goods))).IsDone.Should().BeTrue("it had no codes so far");
        (await _world.Bind.RunAsync(Main, id, [package])).Value.Should().Be(2);
        (await _world.Save.RunAsync(Main, id, await _world.VersionAsync(id), _world.Facts("HAD"))).Refusal.Should().Be(BatchesRefusals.GoodsFixed);
        (await ChangeDrugAsync()).Refusal.Should().Be(CodesRefusals.DrugFixed);
        (await new DeleteGoods(database.Databases).RunAsync(Main, goods)).Refusal.Should().Be(CodesRefusals.GoodsInUse);
        (await _world.Unbind.RunAsync(Main, id, package)).IsDone.Should().BeTrue();
        (await ChangeDrugAsync()).IsDone.Should().BeTrue();
        (await _world.Delete.RunAsync(Main, id)).Refusal.Should().Be(BatchesRefusals.HadCodes);
        (await _world.Save.RunAsync(Main, id, await _world.VersionAsync(id), _world.Facts("HAD"))).Refusal.Should().Be(BatchesRefusals.GoodsFixed);

        async Task<Outcome<long>> ChangeDrugAsync() => await new SaveGoods(database.Databases, [new Yaosu.Batches.Binding.CodesInBatches()]).RunAsync(Main, goods, (await new GoodsList(database.Databases).FindAsync(Main, goods)).Value.Goods.Version, new("有药片", _world.Merchant.Id, two, [], null, null));
    }

    [Fact]
    public async Task No_enterprise_sees_or_touches_anothers_batch()
    {
        var (id, package) = await _world.ActiveAsync(2);
        var stranger = await _world.Codes.MainAsync();
        (await _world.List.RunAsync(stranger, new(), new())).Value.Rows.Should().BeEmpty();
        (await _world.List.FindAsync(stranger, id)).Refusal.Should().Be(BatchesRefusals.NotFound);
        (await _world.Save.RunAsync(stranger, id, 1, _world.Facts("X"))).Refusal!.Code.Should().BeOneOf(BatchesRefusals.NotFound.Code);
        (await _world.Save.RunAsync(stranger, null, 0, _world.Facts("X"))).Refusal.Should().Be(BatchesRefusals.GoodsNeeded);
        (await _world.Delete.RunAsync(stranger, id)).Refusal.Should().Be(BatchesRefusals.NotFound);
        (await _world.Bind.RunAsync(stranger, id, [package])).Refusal.Should().Be(BatchesRefusals.NotFound);
        (await _world.Unbind.RunAsync(stranger, id, package)).Refusal.Should().Be(BatchesRefusals.NotFound);
        (await _world.Move.ActivateAsync(stranger, id, 1)).Refusal.Should().Be(BatchesRefusals.NotFound);
        (await _world.Move.FreezeAsync(stranger, id, 1, "x")).Refusal.Should().Be(BatchesRefusals.NotFound);
        (await new ScannedBatches(database.Databases).PreviewAsync(stranger, id, null)).Refusal.Should().Be(BatchesRefusals.NotFound);
    }

    [Fact]
    public async Task The_list_is_exported_as_it_is_filtered()
    {
        await _world.ActiveAsync(2);
        await _world.BatchAsync("EXPORT-ME");
        ExportDefinition export = new BatchExport();
        await using var db = database.Open(Main);
        using var target = new MemoryStream();
        var today = ChinaTime.Today(database.Time);
        await _world.Save.RunAsync(Main, null, 0, _world.Facts("EXPORT-2") with { MadeOn = today });
        var pinned = await export.PinAsync(db, StoredJson.Write(new BatchFilter("export", "旗舰", CodesState.None, BatchState.Inactive, today, today)), CancellationToken.None);
        (await export.WriteAsync(db, new(BatchExport.ExportCode, pinned, ["id", "batch", "goods", "codes", "state"], ExportFormat.Csv, "批次.csv"), target, (_, _) => { }, CancellationToken.None)).Should().Be(1);
        System.Text.Encoding.UTF8.GetString(target.ToArray()).Should().Contain("EXPORT-2").And.Contain("示例片").And.Contain("未激活").And.NotContain("EXPORT-ME");
    }

    private async Task<string> NumberAsync(long id) => (await _world.ShownAsync(id)).Batch.Number;

    private async Task<List<long>> IdsAsync(BatchFilter filter) => [.. (await _world.List.RunAsync(Main, filter, new())).Value.Rows.Select(x => x.Id)];
}
