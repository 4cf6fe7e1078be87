using System.Collections.Immutable;

namespace Yaosu.Orgs.Stores;

/// <summary>管理企业 as it is chosen: all stores, those that open later too, or these.</summary>
/// <param name="Ids">Without a meaning when it is all.</param>
public sealed record StoreChoice(bool All, ImmutableSortedSet<long> Ids)
{
    public static readonly StoreChoice Everything = new(true, []);

    public static StoreChoice Of(IEnumerable<long> ids) => new(false, [.. ids]);

    public bool Equals(StoreChoice? other) => other is not null && All == other.All && (All || Ids.SetEquals(other.Ids));

    public override int GetHashCode() => All ? -1 : Ids.Count;

    public override string ToString() => All ? "全部门店" : $"{Ids.Count} 家门店";
}
