using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Contracts;
using Yaosu.Drugs.Contracts;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Registry;

/// <summary>What a batch may be of.</summary>
public sealed class FindForBatch(AppDbFactory databases)
{
    public const int Most = CodedGoods.Most;

    public async Task<Outcome<IReadOnlyList<PickChoice>>> MerchantsAsync(Actor actor, string? text, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Manage) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return (await CodedGoods.FindMerchantsAsync(db, text, ct)).ToList();
    }

    /// <summary>Goods in use of that merchant.</summary>
    public async Task<Outcome<IReadOnlyList<PickChoice>>> GoodsAsync(Actor actor, long merchantId, string? text, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Manage) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return (await CodedGoods.FindAsync(db, merchantId, text, ct)).ToList();
    }

    /// <summary>Months that the drug may be used which the goods are; 0 for what is no drug.</summary>
    public async Task<Outcome<int>> ValidMonthsAsync(Actor actor, long goodsId, CancellationToken ct = default)
    {
        if (actor.Lacks(BatchesPermissions.Manage) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var drug = await CodedGoods.In(db).Where(x => x.Id == goodsId).Select(x => x.DrugId).SingleOrDefaultAsync(ct);
        return drug is { } id ? await DrugChoices.ValidMonthsAsync(db, id, ct) : 0;
    }
}
