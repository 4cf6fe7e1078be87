using Microsoft.EntityFrameworkCore;
using Yaosu.Batches.Activation;
using Yaosu.Batches.Binding;
using Yaosu.Batches.Registry;
using Yaosu.Codes.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Demo.Scenes;

/// <summary>What was produced together: two batches in force, one that waits, and one in which something was found.</summary>
internal static class BatchesOfTheMaker
{
    internal static async Task SeedAsync(AppDbFactory then, Actor actor, CancellationToken ct)
    {
        await using var db = then.Open(actor);
        var packages = await ReadyPackage.In(db).OrderBy(x => x.Id).ToListAsync(ct);
        var goods = await CodedGoods.In(db).OrderBy(x => x.Id).ToListAsync(ct);
        var today = ChinaTime.Today(then.Time);
        // The package of each: codes are in one batch alone.
        var first = await BatchAsync(then, actor, goods, packages[0], "20260901", today.AddDays(-60), 24, ct, new DetailFacts("产地", DetailKind.Text, "示例省示例市", true), new DetailFacts("检验报告编号", DetailKind.Text, "JY-2026-0001", true), new DetailFacts("生产线", DetailKind.Text, "固体制剂二线", false));
        var second = await BatchAsync(then, actor, goods, packages[3], "VC-2025-11", today.AddDays(-300), 24, ct);
        _ = await BatchAsync(then, actor, goods, packages[1], "20261102", today.AddDays(-5), 36, ct);
        var frozen = await BatchAsync(then, actor, goods, packages[2], "JK20261015", today.AddDays(-30), 18, ct);
        var move = new MoveBatch(then);
        foreach (var id in new[] { first, second, frozen })
            Done(await move.ActivateAsync(actor, id, await VersionAsync(db, id, ct), ct));
        Done(await move.FreezeAsync(actor, frozen, await VersionAsync(db, frozen, ct), "留样检查发现包装密封不良，等待复检", ct));
        // Nobody has put codes on them yet.
        _ = await BatchAsync(then, actor, goods, null, "20261118", today, 36, ct);
    }

    /// <param name="package">Null for one without codes.</param>
    private static async Task<long> BatchAsync(AppDbFactory then, Actor actor, IReadOnlyList<CodedGoods> goods, ReadyPackage? package, string number, DateOnly madeOn, int months, CancellationToken ct, params DetailFacts[] details)
    {
        var of = package is null ? goods[0] : goods.FirstOrDefault(x => x.Id == package.GoodsId) ?? goods.First(x => x.MerchantId == package.MerchantId);
        var saved = await new SaveBatch(then).RunAsync(actor, null, 0, new(number, of.MerchantId, of.Id, madeOn, madeOn.AddMonths(months).AddDays(-1), null, details), ct);
        if (!saved.TryGet(out var id))
            throw new InvalidOperationException(saved.Refusal!.Text);
        if (package is not null)
            Done(await new BindPackages(then).RunAsync(actor, id, [package.Id], ct));
        return id;
    }

    private static Task<int> VersionAsync(AppDb db, long id, CancellationToken ct) => db.Set<Batch>().Where(x => x.Id == id).Select(x => x.Version).SingleAsync(ct);

    private static void Done<T>(Outcome<T> outcome) => Done(outcome.IsDone ? Outcome.Done : outcome.Refusal!);

    private static void Done(Outcome outcome)
    {
        if (!outcome.IsDone)
            throw new InvalidOperationException(outcome.Refusal!.Text);
    }
}
