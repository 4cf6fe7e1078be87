using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Drugs.Contracts;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Products;

/// <summary>What somebody says of goods.</summary>
/// <param name="Pictures">Files in the order shown: those that the goods have, and what the actor has just uploaded.</param>
public sealed record GoodsFacts(string Name, long MerchantId, long? DrugId, IReadOnlyList<long> Pictures, string? Spec, string? Description);

/// <summary>Adds goods to a merchant, which are given their number, or changes some.</summary>
public sealed class SaveGoods(AppDbFactory databases, IEnumerable<ICodeUse>? uses = null)
{
    public async Task<Outcome<long>> RunAsync(Actor actor, long? id, int version, GoodsFacts wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageGoods) is { } refusal)
            return refusal;
        var checkedFacts = GoodsRules.Check(wanted);
        if (!checkedFacts.TryGet(out var facts))
            return Outcome<long>.Refused(checkedFacts.Refusals.ToList());
        return id is { } known ? await ChangeAsync(actor, known, version, facts, ct) : await AddAsync(actor, facts, ct);
    }

    private async Task<Outcome<long>> AddAsync(Actor actor, GoodsFacts facts, CancellationToken ct)
    {
        await using var db = databases.Open(actor);
        if (facts.DrugId is { } drug && !await DrugChoices.IsInUseAsync(db, drug, ct))
            return CodesRefusals.DrugNotChoosable;
        Outcome<long> outcome = CodesRefusals.GoodsMerchantNeeded;
        await db.InTransactionAsync(async () =>
        {
            // Counted by the database: of two who add goods at once the second waits here and gets the next number.
            if (await db.Set<Merchant>().Where(x => x.Id == facts.MerchantId).ExecuteUpdateAsync(set => set.SetProperty(x => x.GoodsNumbered, x => x.GoodsNumbered + 1), ct) == 0)
                return;
            var merchant = await db.Set<Merchant>().AsNoTracking().SingleAsync(x => x.Id == facts.MerchantId, ct);
            var goods = new Goods { Name = facts.Name, Number = FormattableString.Invariant($"{merchant.Code}{merchant.GoodsNumbered:0000}"), MerchantId = merchant.Id };
            db.Add(goods);
            outcome = await PutAsync(db, goods, facts, ct);
        }, ct);
        return outcome;
    }

    private async Task<Outcome<long>> ChangeAsync(Actor actor, long id, int version, GoodsFacts facts, CancellationToken ct)
    {
        await using var db = databases.Open(actor);
        if (await db.Set<Goods>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } goods)
            return CodesRefusals.GoodsNotFound;
        if (goods.Version != version)
            return CodesRefusals.GoodsChangedMeanwhile;
        if (goods.MerchantId != facts.MerchantId)
            return CodesRefusals.GoodsMerchantFixed;
        if (facts.DrugId is { } drug && drug != goods.DrugId && !await DrugChoices.IsInUseAsync(db, drug, ct))
            return CodesRefusals.DrugNotChoosable;
        if (goods.DrugId is not null && goods.DrugId != facts.DrugId && await HaveCodesAsync(db, goods.Id, ct))
            return CodesRefusals.DrugFixed;
        return await PutAsync(db, goods, facts, ct);
    }

    private async Task<bool> HaveCodesAsync(AppDb db, long id, CancellationToken ct)
    {
        if (await db.Set<CodePackage>().AnyAsync(x => x.GoodsId == id, ct))
            return true;
        foreach (var use in uses ?? [])
            if (await use.AreOnAsync(db, id, ct))
                return true;
        return false;
    }

    private static async Task<Outcome<long>> PutAsync(AppDb db, Goods goods, GoodsFacts facts, CancellationToken ct)
    {
        var isNew = db.Entry(goods).State == EntityState.Added;
        (goods.Name, goods.DrugId, goods.Spec, goods.Description) = (facts.Name, facts.DrugId, facts.Spec, facts.Description);
        var pictures = await GoodsPictures.PutAsync(db, goods, facts.Pictures, ct);
        if (!pictures.TryGet(out var changed))
            return pictures.Refusal!;
        if (!db.ChangeTracker.HasChanges())
            return goods.Id;
        // Of two who only put pictures in another order one must hear of the other, too.
        if (changed && !isNew)
            db.Entry(goods).Property(x => x.PictureCount).IsModified = true;
        db.Record(isNew ? CodesActions.GoodsAdded : CodesActions.GoodsChanged, goods, changed && !isNew ? "商品图片有变动" : null);
        db.Touch(GoodsList.Topic);
        var saved = await db.TrySaveAsync(CodesRefusals.GoodsChangedMeanwhile, CodesRefusals.PictureGone, ct: ct);
        return saved.IsDone ? goods.Id : saved.Refusal!;
    }
}
