using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Products;

/// <summary>Takes goods out of what can be chosen, or back into it. What was made with them stays as it is.</summary>
public sealed class RetireGoods(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, bool retired, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageGoods) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Goods>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } goods)
            return CodesRefusals.GoodsNotFound;
        if (goods.RetiredAt is not null == retired)
            return retired ? CodesRefusals.GoodsAlreadyRetired : CodesRefusals.GoodsAlreadyInUse;
        goods.RetiredAt = retired ? databases.Time.UtcNow() : null;
        db.Record(retired ? CodesActions.GoodsRetired : CodesActions.GoodsResumed, goods);
        db.Touch(GoodsList.Topic);
        return await db.TrySaveAsync(CodesRefusals.GoodsChangedMeanwhile, ct: ct);
    }
}
