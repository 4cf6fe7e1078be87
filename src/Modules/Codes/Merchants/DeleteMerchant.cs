using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Products;
using Yaosu.Codes.Rules;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Merchants;

/// <summary>Deletes a merchant that has nothing; its code stays taken.</summary>
public sealed class DeleteMerchant(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageMerchants) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Merchant>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } merchant)
            return CodesRefusals.MerchantNotFound;
        if (await db.Set<Goods>().CountAsync(x => x.MerchantId == id, ct) is > 0 and var goods)
            return CodesRefusals.MerchantHasGoods(merchant.Name, goods);
        if (await db.Set<CodeRule>().CountAsync(x => x.MerchantId == id, ct) is > 0 and var rules)
            return CodesRefusals.MerchantHasRules(merchant.Name, rules);
        db.RemoveRange(await db.Set<PrefixClaim>().Where(x => x.OrgId == merchant.OrgId && x.MerchantId == id).ToListAsync(ct));
        db.Remove(merchant);
        db.Record(CodesActions.MerchantDeleted, merchant);
        db.Touch(MerchantList.Topic);
        return await db.TrySaveAsync(CodesRefusals.MerchantChangedMeanwhile, stillUsed: CodesRefusals.MerchantInUse, ct: ct);
    }
}
