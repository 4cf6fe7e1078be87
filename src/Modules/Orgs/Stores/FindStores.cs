using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Stores;

/// <summary>Stores to choose from, for whoever says what others manage: opened ones that he manages himself.</summary>
public sealed class FindStores(AppDbFactory databases)
{
    /// <summary>A chain may have thousands; more is typed to find the others.</summary>
    public const int MostHits = 50;

    public sealed record Hit(long Id, string Name, string CreditCode);

    /// <param name="Hits">The first by name.</param>
    public sealed record Found(IReadOnlyList<Hit> Hits, int Total);

    public async Task<Outcome<Found>> RunAsync(Actor actor, string? text, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewPeople) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = Managed(db);
        if (text?.Trim() is { Length: > 0 } part)
            found = found.Where(x => x.Name.Contains(part) || x.CreditCode.Contains(part));
        var hits = await found.OrderBy(x => x.Name).ThenBy(x => x.Id).Take(MostHits).Select(x => new Hit(x.Id, x.Name, x.CreditCode)).ToListAsync(ct);
        return new Found(hits, hits.Count < MostHits ? hits.Count : await found.CountAsync(ct));
    }

    /// <summary>By name; those that he does not manage himself are left out.</summary>
    public async Task<Outcome<List<Hit>>> NamedAsync(Actor actor, IReadOnlyCollection<long> ids, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewPeople) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await Managed(db).Where(x => ids.Contains(x.Id)).OrderBy(x => x.Name).ThenBy(x => x.Id).Select(x => new Hit(x.Id, x.Name, x.CreditCode)).ToListAsync(ct);
    }

    /// <summary>The opened stores of the context's enterprise.</summary>
    internal static IQueryable<Org> OfChain(AppDb db) => db.Set<Org>().AsNoTracking().Where(x => x.HeadquartersId == db.OrgId);

    private static IQueryable<Org> Managed(AppDb db)
    {
        if (db.Actor.Stores is not { } own)
            return OfChain(db);
        var ids = own.ToArray();
        return OfChain(db).Where(x => ids.Contains(x.Id));
    }
}
