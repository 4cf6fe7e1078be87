using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Contracts;

/// <summary>Goods and whose they are, for modules whose rows refer to them. Whoever may see the row may see the names.</summary>
public sealed class CodedGoods
{
    /// <summary>As many as one list to choose from has at the utmost.</summary>
    public const int Most = 20;

    public required long Id { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public required string? Spec { get; init; }

    public required string? Description { get; init; }

    public required long? DrugId { get; init; }

    public required DateTime? RetiredAt { get; init; }

    public required long MerchantId { get; init; }

    public required string Merchant { get; init; }

    public required string MerchantCode { get; init; }

    public PickChoice Choice => ChoiceOf(Id, Name, Number, Spec);

    public PickChoice MerchantChoice => MerchantChoiceOf(MerchantId, Merchant, MerchantCode);

    public static IQueryable<CodedGoods> In(AppDb db) =>
        from goods in db.Set<Goods>().AsNoTracking()
        join merchant in db.Set<Merchant>() on goods.MerchantId equals merchant.Id
        select new CodedGoods
        {
            Id = goods.Id,
            Number = goods.Number,
            Name = goods.Name,
            Spec = goods.Spec,
            Description = goods.Description,
            DrugId = goods.DrugId,
            RetiredAt = goods.RetiredAt,
            MerchantId = merchant.Id,
            Merchant = merchant.Name,
            MerchantCode = merchant.Code,
        };

    /// <summary>Goods in use of a merchant.</summary>
    /// <param name="text">Part of a name or of a number; blank for the first by name.</param>
    public static async Task<IReadOnlyList<PickChoice>> FindAsync(AppDb db, long merchantId, string? text, CancellationToken ct = default)
    {
        var goods = db.Set<Goods>().AsNoTracking().Where(x => x.MerchantId == merchantId && x.RetiredAt == null);
        if (text is { Length: > 0 })
        {
            var number = text.ToUpperInvariant();
            goods = goods.Where(x => x.Name.Contains(text) || x.Number.Contains(number));
        }
        var found = await goods.OrderBy(x => x.Name).ThenBy(x => x.Id).Take(Most).Select(x => new { x.Id, x.Name, x.Number, x.Spec }).ToListAsync(ct);
        return [.. found.Select(x => ChoiceOf(x.Id, x.Name, x.Number, x.Spec))];
    }

    /// <summary>Merchants of the enterprise, wherever their codes come from.</summary>
    /// <param name="text">Part of a name, or a whole code; blank for the first by name.</param>
    public static async Task<IReadOnlyList<PickChoice>> FindMerchantsAsync(AppDb db, string? text, CancellationToken ct = default) => await FindMerchants.FindAsync(db, text, source: null, ct);

    /// <summary>References to goods and to their merchant; neither can be deleted then.</summary>
    public static void BelongsToGoods<T>(EntityTypeBuilder<T> entity, Expression<Func<T, long?>> goods, Expression<Func<T, long?>> merchant)
        where T : class, IOwnedByOrg
    {
        entity.BelongsTo<T, Goods>(goods);
        entity.BelongsTo<T, Merchant>(merchant);
    }

    internal static PickChoice MerchantChoiceOf(long id, string name, string code) => new(id, $"{name}（{code}）");

    private static PickChoice ChoiceOf(long id, string name, string number, string? spec) => new(id, spec is null ? $"{name}（{number}）" : $"{name} {spec}（{number}）");
}
