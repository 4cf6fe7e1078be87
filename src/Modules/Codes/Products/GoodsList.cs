using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Drugs.Contracts;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Products;

/// <param name="Name">Part of it, or of the number.</param>
/// <param name="Merchant">Part of its name, or its whole code.</param>
public sealed record GoodsFilter(string? Name = null, string? Merchant = null, GoodsState? State = null);

/// <param name="Cover">The first picture's file; null without pictures.</param>
public sealed record GoodsRow(long Id, string Name, string Number, string Merchant, string? Spec, string? Description, GoodsState State, int Pictures, long? Cover);

/// <summary>Goods with what they refer to.</summary>
/// <param name="Drug">Null when they are none of the drugs.</param>
public sealed record GoodsShown(Goods Goods, string MerchantName, string MerchantCode, DrugChoice? Drug, IReadOnlyList<Picture> Pictures);

/// <summary>What the enterprise's merchants put codes on.</summary>
public sealed class GoodsList(AppDbFactory databases)
{
    public const string Topic = "goods";

    public static readonly SortMap<Goods> Sorts = new SortMap<Goods>(x => x.Id, "id", defaultDescending: true)
        .By("id", x => x.Id)
        .By("name", x => x.Name)
        .By("number", x => x.Number);

    public async Task<Outcome<Page<GoodsRow>>> RunAsync(Actor actor, GoodsFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewGoods) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await Filtered(db, filter).ToPageAsync(Sorts, page, x => new GoodsRow(x.Id, x.Name, x.Number,
            db.Set<Merchant>().Where(merchant => merchant.Id == x.MerchantId).Select(merchant => merchant.Name).First(), x.Spec, x.Description,
            x.RetiredAt == null ? GoodsState.InUse : GoodsState.Retired, x.PictureCount,
            db.Set<GoodsPicture>().Where(picture => picture.GoodsId == x.Id).OrderBy(picture => picture.Position).Select(picture => (long?)picture.FileId).FirstOrDefault()), ct);
    }

    public async Task<Outcome<GoodsShown>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewGoods) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Goods>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } goods)
            return CodesRefusals.GoodsNotFound;
        var merchant = await db.Set<Merchant>().AsNoTracking().SingleAsync(x => x.Id == goods.MerchantId, ct);
        var pictures = await db.Set<GoodsPicture>().Where(x => x.GoodsId == id).OrderBy(x => x.Position)
            .Select(x => new Picture(x.FileId, db.Set<StoredFile>().Where(file => file.Id == x.FileId).Select(file => file.Name).First())).ToListAsync(ct);
        return new GoodsShown(goods, merchant.Name, merchant.Code, await DrugChoices.NamedAsync(db, goods.DrugId, ct), pictures);
    }

    private static IQueryable<Goods> Filtered(AppDb db, GoodsFilter filter)
    {
        var goods = db.Set<Goods>().AsNoTracking();
        if (filter.Name is { Length: > 0 } name)
        {
            var number = name.ToUpperInvariant();
            goods = goods.Where(x => x.Name.Contains(name) || x.Number.Contains(number));
        }
        if (filter.Merchant is { Length: > 0 } merchant)
        {
            var code = merchant.ToUpperInvariant();
            goods = goods.Where(x => db.Set<Merchant>().Any(owner => owner.Id == x.MerchantId && (owner.Name.Contains(merchant) || owner.Code == code)));
        }
        return filter.State switch
        {
            GoodsState.InUse => goods.Where(x => x.RetiredAt == null),
            GoodsState.Retired => goods.Where(x => x.RetiredAt != null),
            null => goods,
        };
    }
}
