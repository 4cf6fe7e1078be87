using Microsoft.EntityFrameworkCore;
using Yaosu.Batches;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Query;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Codes;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Batches;

public sealed class BindingTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private BatchesWorld _world = null!;

    private Actor Main => _world.Main;

    public async ValueTask InitializeAsync() => _world = await BatchesWorld.OpenAsync(database);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Whole_packages_come_into_a_batch_with_all_their_levels()
    {
        var batch = await _world.BatchAsync();
        var (boxes, singles) = (await _world.PackageAsync(3, 2, 10), await _world.PackageAsync(5));
        (await _world.Bind.RunAsync(Main, batch, [boxes, singles])).Value.Should().Be(3 + 6 + 60 + 5);
        var shown = await _world.ShownAsync(batch);
        (shown.Batch.Codes, shown.Batch.HadCodes).Should().Be((74L, true));
        shown.Packages.Select(x => (x.Id, x.Kind, x.Codes, x.IsWhole, x.First)).Should().Equal((boxes, "三级包装码", 69L, true, 0L), (singles, "普通码", 5L, true, 0L));
        (await _world.SpansAsync(boxes)).Should().Equal((batch, new(0, 60)));
        await using var db = database.OpenSystem(Main.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.ObjectId == batch && x.ObjectType == nameof(Batch)).OrderByDescending(x => x.Sequence).FirstAsync()).Action.Should().Be(BatchesActions.CodesBound.Code);
    }

    [Fact]
    public async Task Only_ready_packages_of_the_merchant_of_these_goods_or_none_are_offered_and_taken()
    {
        var batch = await _world.BatchAsync();
        var other = await _world.Codes.MerchantAsync(Main, "云杉二店");
        var (fits, plain) = (await MadeAsync(_world.Goods), await MadeAsync(null));
        var elses = await MadeAsync(await _world.GoodsAsync("别的片"));
        var theirs = await _world.Codes.MadeAsync(Main, CodesWorld.Digits(other.Id, 1));
        var unready = (await _world.Codes.Request.RunAsync(Main, CodesWorld.Digits(_world.Merchant.Id, 1))).Value;
        (await _world.Bind.OfferAsync(Main, batch)).Value.Select(x => (x.Id, x.HasGoods, x.BoundTo)).Should().Equal((plain, false, null), (fits, true, null));
        foreach (var wrong in new[] { elses, theirs, unready, 1L })
            (await _world.Bind.RunAsync(Main, batch, [fits, wrong])).Refusal.Should().Be(BatchesRefusals.PackageNotBindable);
        (await _world.Bind.RunAsync(Main, batch, [])).Refusal.Should().Be(BatchesRefusals.PackagesNeeded);
        (await _world.Bind.RunAsync(Main, batch, [.. Enumerable.Range(1, 201).Select(x => (long)x)])).Refusal.Should().Be(BatchesRefusals.PackagesTooMany);
        (await _world.Bind.RunAsync(Main, 1, [fits])).Refusal.Should().Be(BatchesRefusals.NotFound);
        (await _world.ShownAsync(batch)).Batch.HadCodes.Should().BeFalse("all of them or none");
        (await _world.Bind.OfferAsync(Main, 1)).Refusal.Should().Be(BatchesRefusals.NotFound);

        async Task<long> MadeAsync(long? goods) => await _world.Codes.MadeAsync(Main, CodesWorld.Digits(_world.Merchant.Id, 1) with { GoodsId = goods });
    }

    [Fact]
    public async Task A_code_is_in_one_batch_alone()
    {
        var (first, second, package, free) = (await _world.BatchAsync(), await _world.BatchAsync(), await _world.PackageAsync(2), await _world.PackageAsync(2));
        (await _world.Bind.RunAsync(Main, first, [package])).IsDone.Should().BeTrue();
        var number = (await _world.ShownAsync(first)).Batch.Number;
        foreach (var again in new[] { first, second })
            (await _world.Bind.RunAsync(Main, again, [free, package])).Refusal!.Text.Should().Contain(number);
        (await _world.Bind.OfferAsync(Main, second)).Value.Select(x => (x.Id, x.BoundTo)).Should().Equal((free, null), (package, number));
        (await _world.Unbind.RunAsync(Main, second, package)).Refusal.Should().Be(BatchesRefusals.NotBound);
        (await _world.Unbind.RunAsync(Main, first, package)).IsDone.Should().BeTrue();
        (await _world.Bind.RunAsync(Main, second, [free, package])).Value.Should().Be(4);
        ((await _world.ShownAsync(first)).Batch.Codes, (await _world.ShownAsync(second)).Batch.Codes).Should().Be((0L, 4L));
    }

    [Fact]
    public async Task Of_several_who_bind_one_package_at_the_same_instant_one_gets_it()
    {
        var packages = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _world.PackageAsync(2)));
        var batches = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _world.BatchAsync()));
        // In any order, so that each waits for the others.
        var bound = await Task.WhenAll(batches.Select((batch, i) => _world.Bind.RunAsync(Main, batch, i % 2 == 0 ? packages : [.. packages.Reverse()])));
        bound.Count(x => x.IsDone).Should().Be(1);
        bound.Where(x => !x.IsDone).Should().OnlyContain(x => x.Refusal!.Code == "batches.package-bound");
        foreach (var package in packages)
            (await _world.SpansAsync(package)).Should().ContainSingle();
        var counted = await Task.WhenAll(batches.Select(_world.ShownAsync));
        counted.Sum(x => x.Batch.Codes).Should().Be(6);
    }

    [Fact]
    public async Task Of_a_binding_and_an_activation_at_the_same_instant_neither_is_lost()
    {
        var (batch, first) = (await _world.BatchAsync(), await _world.PackageAsync(2));
        (await _world.Bind.RunAsync(Main, batch, [first])).IsDone.Should().BeTrue();
        var (version, second) = (await _world.VersionAsync(batch), await _world.PackageAsync(3));
        var (bind, activate) = (_world.Bind.RunAsync(Main, batch, [second]), _world.Move.ActivateAsync(Main, batch, version));
        await Task.WhenAll(bind, activate);
        var (bound, activated) = ((await bind).IsDone, (await activate).IsDone);
        (bound && activated).Should().BeFalse("who came second looked at what was no longer so");
        var shown = (await _world.ShownAsync(batch)).Batch;
        (shown.Codes, shown.State).Should().Be((bound ? 5L : 2L, activated ? BatchState.Active : BatchState.Inactive));
    }

    [Fact]
    public async Task After_the_activation_codes_neither_come_nor_go()
    {
        var (batch, package) = await _world.ActiveAsync(2);
        var more = await _world.PackageAsync(2);
        foreach (var frozen in new[] { false, true })
        {
            if (frozen)
                (await _world.Move.FreezeAsync(Main, batch, await _world.VersionAsync(batch), "检查")).IsDone.Should().BeTrue();
            (await _world.Bind.RunAsync(Main, batch, [more])).Refusal.Should().Be(BatchesRefusals.BindOnlyBefore);
            (await _world.Bind.OfferAsync(Main, batch)).Refusal.Should().Be(BatchesRefusals.BindOnlyBefore);
            (await _world.Unbind.RunAsync(Main, batch, package)).Refusal.Should().Be(BatchesRefusals.BindOnlyBefore);
        }
    }

    [Fact]
    public async Task Who_looks_a_code_up_is_told_its_batch()
    {
        var (batch, package) = await _world.ActiveAsync(2, 3);
        var uses = new ICodeUse[] { new CodesInBatches() };
        var lookUp = new LookUpCode(database.Databases, _world.Codes.Finder, _world.Codes.OwnFinder, _world.Codes.Writers, uses);
        var number = (await _world.ShownAsync(batch)).Batch.BatchNumber;
        foreach (var level in new[] { 1, 2 })
            (await lookUp.RunAsync(Main, await _world.Codes.OneAsync(Main, package, level, 1))).Value.Uses.Should().Equal(new CodeUse("所属批次", $"{number}（已激活）", BatchesUrls.Batch(batch)));
        var elsewhere = await _world.PackageAsync(1);
        (await lookUp.RunAsync(Main, await _world.Codes.OneAsync(Main, elsewhere, 1, 0))).Value.Uses.Should().BeEmpty();
    }

    [Fact]
    public async Task It_takes_the_right_to_manage()
    {
        var (batch, package) = (await _world.BatchAsync(), await _world.PackageAsync(1));
        var viewer = Main with { IsMain = false, Permissions = new HashSet<string> { BatchesPermissions.ViewCode } };
        (await _world.List.RunAsync(viewer, new(), new())).IsDone.Should().BeTrue();
        (await _world.Bind.RunAsync(viewer, batch, [package])).Refusal!.Code.Should().Be("access.denied");
        (await _world.Unbind.RunAsync(viewer, batch, package)).Refusal!.Code.Should().Be("access.denied");
        (await _world.Bind.RunAsync(Main with { ViewingAs = "角色" }, batch, [package])).IsDone.Should().BeFalse();
        (await _world.ShownAsync(batch)).Batch.Codes.Should().Be(0);
    }
}
