using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Products;

/// <summary>Deletes goods that nothing refers to, with their pictures.</summary>
public sealed class DeleteGoods(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageGoods) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Goods>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } goods)
            return CodesRefusals.GoodsNotFound;
        await GoodsPictures.RemoveAsync(db, await db.Set<GoodsPicture>().Where(x => x.GoodsId == id).ToListAsync(ct), ct);
        db.Remove(goods);
        db.Record(CodesActions.GoodsDeleted, goods);
        db.Touch(GoodsList.Topic);
        return await db.TrySaveAsync(CodesRefusals.GoodsChangedMeanwhile, stillUsed: CodesRefusals.GoodsInUse, ct: ct);
    }
}
