using Yaosu.Platform.Paging;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>What a list asks its page to load.</summary>
public sealed record ListRequest(Actor Actor, PageRequest Page, FilterValues Filters);

/// <summary>The view that is to be exported: the same rows in the same order, the columns as they are shown.</summary>
public sealed record ListExport<TRow>(ListRequest Request, IReadOnlyList<ListColumn<TRow>> Columns, long Total);

/// <summary>The rows that a bulk action is for.</summary>
/// <param name="Keys">Those ticked, over all pages seen; empty when <paramref name="AllMatching"/>.</param>
/// <param name="AllMatching">Every row that the request's filters match, also those nobody has looked at: run it as a job.</param>
public sealed record ListSelection(IReadOnlyCollection<long> Keys, bool AllMatching, long Count, ListRequest Request);

/// <summary>Something to do with one row: a page to go to, or an act.</summary>
public sealed record RowAction<TRow>(string Title, string Icon)
{
    public Func<TRow, string>? Url { get; init; }

    public Func<TRow, Task>? Run { get; init; }

    /// <summary>Null: for every row.</summary>
    public Func<TRow, bool>? IsFor { get; init; }

    public bool Danger { get; init; }
}

/// <summary>Something to do with all rows selected.</summary>
public sealed record BulkAction(string Title, string Icon, Func<ListSelection, Task> Run)
{
    public bool Danger { get; init; }
}
