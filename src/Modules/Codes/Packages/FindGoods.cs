using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Packages;

/// <summary>Goods of a merchant that codes may be made for.</summary>
public sealed class FindGoods(AppDbFactory databases)
{
    public const int Most = 20;

    /// <param name="text">Part of a name or of a number; blank for the first by name.</param>
    public async Task<Outcome<IReadOnlyList<PickChoice>>> RunAsync(Actor actor, long merchantId, string? text, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var goods = db.Set<Goods>().AsNoTracking().Where(x => x.MerchantId == merchantId && x.RetiredAt == null);
        if (text is { Length: > 0 })
        {
            var number = text.ToUpperInvariant();
            goods = goods.Where(x => x.Name.Contains(text) || x.Number.Contains(number));
        }
        var found = await goods.OrderBy(x => x.Name).ThenBy(x => x.Id).Take(Most).Select(x => new { x.Id, x.Name, x.Number, x.Spec }).ToListAsync(ct);
        return found.Select(x => new PickChoice(x.Id, x.Spec is null ? $"{x.Name}（{x.Number}）" : $"{x.Name} {x.Spec}（{x.Number}）")).ToList();
    }
}
