using System.Collections.Immutable;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>Everything about a list that a colleague who gets its address should see.</summary>
internal sealed record ListState
{
    public int Page { get; init; } = 1;

    /// <summary>Null: the size this person is used to.</summary>
    public int? Size { get; init; }

    /// <summary>Null: the query's own order.</summary>
    public string? Sort { get; init; }

    public bool Descending { get; init; }

    /// <summary>The visible columns in order; null: those this person has chosen.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public ImmutableSortedDictionary<string, string> Filters { get; init; } = NoFilters;

    /// <summary>What else stands in the address and belongs to others on the same page, such as its tab.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Others { get; init; } = [];

    public static readonly ImmutableSortedDictionary<string, string> NoFilters = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Up, down, and back to the query's own order.</summary>
    public ListState SortedBy(string column) => this with
    {
        Page = 1,
        Sort = Sort == column && Descending ? null : column,
        Descending = Sort == column && !Descending,
    };
}
