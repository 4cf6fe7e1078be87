using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Activation;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Contracts;
using Yaosu.Batches.Registry;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Drugs.Contracts;
using Yaosu.Orgs.Contracts;
using Yaosu.Scans;
using Yaosu.Tests.Codes;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Batches;

/// <summary>An enterprise with a merchant and goods of it that no drug is.</summary>
internal sealed class BatchesWorld(TestDatabase database)
{
    internal CodesWorld Codes { get; } = new(database, Keys.Of(database));

    internal Actor Main { get; private set; } = null!;

    internal Merchant Merchant { get; private set; } = null!;

    internal long Goods { get; private set; }

    internal BatchList List => new(database.Databases);

    internal SaveBatch Save => new(database.Databases);

    internal DeleteBatch Delete => new(database.Databases);

    internal BindPackages Bind => new(database.Databases);

    internal UnbindPackage Unbind => new(database.Databases);

    internal MoveBatch Move => new(database.Databases);

    internal ScanCode NewScan() =>
        new(new ScannedCodes(database.Databases, Codes.Finder, Codes.OwnFinder), new ScannedBatches(database.Databases), new OrgNames(database.Databases), new DrugCards(database.Databases), database.Time);

    internal static async Task<BatchesWorld> OpenAsync(TestDatabase database)
    {
        var world = new BatchesWorld(database);
        world.Main = await world.Codes.MainAsync();
        world.Merchant = await world.Codes.MerchantAsync(world.Main, "云杉旗舰店");
        world.Goods = await world.GoodsAsync("示例片");
        return world;
    }

    internal async Task<long> GoodsAsync(string name, long? merchant = null, long? drug = null) =>
        (await new SaveGoods(database.Databases).RunAsync(Main, null, 0, new(name, merchant ?? Merchant.Id, drug, [], null, null))).Value;

    internal BatchFacts Facts(string number, long? goods = null) => new(number, Merchant.Id, goods ?? Goods, null, null, null, []);

    internal async Task<long> BatchAsync(string? number = null, long? goods = null) => (await Save.RunAsync(Main, null, 0, Facts(number ?? "B" + Guid.NewGuid().ToString("N")[..10], goods))).Value;

    internal Task<long> PackageAsync(long quantity, params long[] inside) => Codes.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, quantity, inside));

    /// <summary>One with a whole package, in force.</summary>
    internal async Task<(long Batch, long Package)> ActiveAsync(long quantity, params long[] inside)
    {
        var (batch, package) = (await BatchAsync(), await PackageAsync(quantity, inside));
        (await Bind.RunAsync(Main, batch, [package])).IsDone.Should().BeTrue();
        (await Move.ActivateAsync(Main, batch, await VersionAsync(batch))).IsDone.Should().BeTrue();
        return (batch, package);
    }

    internal async Task<int> VersionAsync(long batch) => (await ShownAsync(batch)).Batch.Version;

    internal async Task<BatchShown> ShownAsync(long batch) => (await List.FindAsync(Main, batch)).Value;

    internal async Task<IReadOnlyList<(long Batch, CodeSpanOf Span)>> SpansAsync(long package)
    {
        await using var db = database.OpenSystem(Main.OrgId);
        return [.. (await db.Set<BatchSpan>().Where(x => x.PackageId == package).OrderBy(x => x.From).ToListAsync()).Select(x => (x.BatchId, new CodeSpanOf(x.From, x.To)))];
    }

    internal readonly record struct CodeSpanOf(long From, long To);
}
