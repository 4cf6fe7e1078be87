using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;

namespace Yaosu.Orgs.Stores;

/// <param name="IsSuspended">An opened store that the operators have shut out.</param>
public sealed record StoreRow(long Id, string Name, string CreditCode, string Address, string Manager, string Mobile, JoinState State, bool IsSuspended, string? RejectedWhy, DateTime? SubmittedAt);

/// <summary>The stores of a chain's headquarters: those opened and those still applying. Who manages some of them sees those alone.</summary>
public sealed class MyStores(AppDbFactory databases)
{
    public static readonly SortMap<JoinApplication> Sorts = new SortMap<JoinApplication>(x => x.Id, "at", defaultDescending: true)
        .By("at", x => x.SubmittedAt!.Value)
        .By("name", x => x.Name);

    public async Task<Outcome<Page<StoreRow>>> RunAsync(Actor actor, string? text, JoinState? state, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ViewStores) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = db.Set<JoinApplication>().AsNoTracking().Where(x => x.HeadquartersId == actor.OrgId);
        // What is not opened yet is nobody's store: those see it who manage whatever comes.
        if (actor.Stores is { } stores)
        {
            var own = stores.Select(store => (long?)store).ToArray();
            found = found.Where(x => own.Contains(x.OrgId));
        }
        if (text is { Length: > 0 })
            found = found.Where(x => x.Name.Contains(text) || x.CreditCode.Contains(text) || x.ContactName.Contains(text));
        if (state is { } wanted)
            found = found.Where(x => x.State == wanted);
        return await found.ToPageAsync(Sorts, page, x => new StoreRow(x.Id, x.Name, x.CreditCode, x.Address, x.ContactName, x.Mobile, x.State,
            db.Set<Org>().Any(org => org.Id == x.OrgId && org.SuspendedAt != null), x.RejectedWhy, x.SubmittedAt), ct);
    }
}
