using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Codes.Merchants;

/// <param name="Name">Part of it.</param>
public sealed record MerchantFilter(string? Name = null, CodeSource? Source = null);

public sealed record MerchantRow(long Id, string Name, string Code, CodeSource Source, string? Note, int Goods);

/// <summary>The enterprise's merchants.</summary>
public sealed class MerchantList(AppDbFactory databases)
{
    public const string Topic = "merchants";

    public static readonly SortMap<Merchant> Sorts = new SortMap<Merchant>(x => x.Id, "id", defaultDescending: true)
        .By("id", x => x.Id)
        .By("name", x => x.Name)
        .By("code", x => x.Code);

    public async Task<Outcome<Page<MerchantRow>>> RunAsync(Actor actor, MerchantFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewMerchants) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var merchants = db.Set<Merchant>().AsNoTracking();
        if (filter.Name is { Length: > 0 } name)
            merchants = merchants.Where(x => x.Name.Contains(name));
        if (filter.Source is { } source)
            merchants = merchants.Where(x => x.Source == source);
        return await merchants.ToPageAsync(Sorts, page, x => new MerchantRow(x.Id, x.Name, x.Code, x.Source, x.Note, db.Set<Goods>().Count(goods => goods.MerchantId == x.Id)), ct);
    }

    /// <returns>The merchant, and how many goods it has.</returns>
    public async Task<Outcome<(Merchant Merchant, int Goods)>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewMerchants) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await db.Set<Merchant>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is { } merchant
            ? (merchant, await db.Set<Goods>().CountAsync(x => x.MerchantId == id, ct))
            : CodesRefusals.MerchantNotFound;
    }
}
