using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Merchants;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Products;

/// <summary>Merchants to choose from for what belongs to one.</summary>
public sealed class FindMerchants(AppDbFactory databases)
{
    public const int Most = 20;

    /// <summary>For new goods: all of them.</summary>
    /// <param name="text">Part of a name, or a whole code; blank for the first by name.</param>
    public async Task<Outcome<IReadOnlyList<PickChoice>>> RunAsync(Actor actor, string? text, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageGoods) is { } refusal)
            return refusal;
        return await OpenAsync(actor, text, source: null, ct);
    }

    /// <summary>For new rules: those whose codes are made here.</summary>
    public async Task<Outcome<IReadOnlyList<PickChoice>>> ForRulesAsync(Actor actor, string? text, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageRules) is { } refusal)
            return refusal;
        return await OpenAsync(actor, text, CodeSource.Platform, ct);
    }

    /// <summary>Those that codes can be made for.</summary>
    public async Task<Outcome<IReadOnlyList<PickChoice>>> ForPackagesAsync(Actor actor, string? text, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        return await OpenAsync(actor, text, CodeSource.Platform, ct);
    }

    /// <summary>Those that bring their own.</summary>
    public async Task<Outcome<IReadOnlyList<PickChoice>>> ForOwnCodesAsync(Actor actor, string? text, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        return await OpenAsync(actor, text, CodeSource.Own, ct);
    }

    private async Task<List<PickChoice>> OpenAsync(Actor actor, string? text, CodeSource? source, CancellationToken ct)
    {
        await using var db = databases.Open(actor);
        return await FindAsync(db, text, source, ct);
    }

    /// <summary>Who asks may know their names.</summary>
    internal static async Task<List<PickChoice>> FindAsync(AppDb db, string? text, CodeSource? source, CancellationToken ct)
    {
        var merchants = db.Set<Merchant>().AsNoTracking();
        if (source is not null)
            merchants = merchants.Where(x => x.Source == source);
        if (text is { Length: > 0 })
        {
            var code = text.ToUpperInvariant();
            merchants = merchants.Where(x => x.Name.Contains(text) || x.Code == code);
        }
        var found = await merchants.OrderBy(x => x.Name).ThenBy(x => x.Id).Take(Most).Select(x => new { x.Id, x.Name, x.Code }).ToListAsync(ct);
        return [.. found.Select(x => Choice(x.Id, x.Name, x.Code))];
    }

    internal static PickChoice Choice(long id, string name, string code) => CodedGoods.MerchantChoiceOf(id, name, code);
}
