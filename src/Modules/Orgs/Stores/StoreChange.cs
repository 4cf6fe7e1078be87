using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Stores;

/// <summary>What becomes of the stores that somebody manages: checked first, applied in the caller's save.</summary>
/// <param name="Names">Of the stores that are given or taken.</param>
internal sealed record StoreChange(bool HadAll, bool HasAll, IReadOnlyList<long> Given, IReadOnlyList<long> Taken, IReadOnlyDictionary<long, string> Names)
{
    private const int MostNames = 20;

    internal bool IsAny => HadAll != HasAll || Given.Count + Taken.Count > 0;

    /// <summary>For somebody new. Who does not say gives all that he manages himself.</summary>
    internal static async Task<Outcome<StoreChange>> ForNewAsync(AppDb db, StoreChoice? wanted, CancellationToken ct)
    {
        if (wanted is not null)
            return await CheckAsync(db, hadAll: false, [], wanted, ct);
        if (db.Actor.Stores is not { } own)
            return new StoreChange(false, true, [], [], new Dictionary<long, string>());
        var names = await NamesAsync(db, [.. own], ct);
        return new StoreChange(false, false, [.. names.Keys], [], names);
    }

    /// <summary>Nobody gives or takes what he does not manage himself; what the other has beyond that stays as it is.</summary>
    /// <param name="wanted">Null changes nothing.</param>
    internal static async Task<Outcome<StoreChange>> CheckAsync(AppDb db, bool hadAll, IReadOnlyCollection<long> had, StoreChoice? wanted, CancellationToken ct)
    {
        var own = db.Actor.Stores;
        if (wanted is null || (wanted.All && hadAll))
            return new StoreChange(hadAll, hadAll, [], [], new Dictionary<long, string>());
        if (own is not null && (wanted.All || hadAll))
            return wanted.All ? OrgsRefusals.CannotGiveAllStores : OrgsRefusals.AllStoresStay;
        List<long> given = wanted.All ? [] : [.. wanted.Ids.Except(had)];
        List<long> taken = wanted.All ? [.. had] : [.. had.Except(wanted.Ids).Where(store => own is null || own.Contains(store))];
        var names = await NamesAsync(db, [.. given, .. taken], ct);
        if (!given.TrueForAll(names.ContainsKey))
            return OrgsRefusals.StoreNotFound;
        if (own is not null && given.Find(store => !own.Contains(store)) is var beyond and not 0)
            return OrgsRefusals.CannotGiveStore(names[beyond]);
        return wanted.All || had.Count + given.Count > taken.Count ? new StoreChange(hadAll, wanted.All, given, taken, names) : OrgsRefusals.StoreRequired;
    }

    /// <param name="has">Tracked.</param>
    internal void Apply(AppDb db, User user, IEnumerable<ManagedStore> has)
    {
        if (!IsAny)
            return;
        user.ManagesAllStores = HasAll;
        db.RemoveRange(has.Where(x => Taken.Contains(x.StoreId)));
        db.AddRange(Given.Select(store => new ManagedStore { UserId = user.Id, StoreId = store }));
    }

    /// <summary>For the audit log: stores are rows of their own, so before and after of the account don't show them. Null when there is nothing to say.</summary>
    internal string? Note => !IsAny ? null
        : HasAll ? Taken.Count > 0 ? "管理企业：改为全部门店" : null
        : string.Join("；", new[] { HadAll ? "管理企业：不再是全部门店" : null, Line("授予门店", Given), Line("收回门店", Taken) }.OfType<string>());

    private string? Line(string verb, IReadOnlyList<long> stores) => stores.Count == 0 ? null
        : $"{verb}：{string.Join("、", stores.Select(store => Names.GetValueOrDefault(store, "?")).Order(StringComparer.CurrentCulture).Take(MostNames))}{(stores.Count > MostNames ? $" 等 {stores.Count} 家" : "")}";

    private static async Task<Dictionary<long, string>> NamesAsync(AppDb db, long[] stores, CancellationToken ct) => stores.Length == 0 ? []
        : await FindStores.OfChain(db).Where(x => stores.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, ct);
}
