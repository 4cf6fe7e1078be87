namespace Yaosu.Platform.Ui.Kit;

public enum Density
{
    [Label("紧凑")]
    Compact,

    [Label("标准")]
    Normal,

    [Label("宽松")]
    Relaxed,
}

/// <summary>How one person likes one list; remembered across devices.</summary>
internal sealed record ListLook
{
    public static readonly ListLook Default = new();

    /// <summary>All columns known when it was last changed, in this person's order. Columns that came with a later version stand where that version put them.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    public IReadOnlyList<string> Hidden { get; init; } = [];

    public Density Density { get; init; } = Density.Normal;

    public bool FiltersFolded { get; init; } = true;

    /// <summary>Rows on a page; null: the list's own.</summary>
    public int? Size { get; init; }

    public IReadOnlyList<ListColumn<TRow>> Arrange<TRow>(IReadOnlyList<ListColumn<TRow>> columns)
    {
        var arranged = columns.ToList();
        if (Order.Count > 0)
        {
            // Only the known ones change places among themselves.
            var known = new Queue<ListColumn<TRow>>(Order.Select(key => columns.FirstOrDefault(column => column.Key == key)).OfType<ListColumn<TRow>>().Distinct());
            for (var i = 0; i < arranged.Count; i++)
                if (Order.Contains(arranged[i].Key))
                    arranged[i] = known.Dequeue();
        }

        return arranged;
    }

    public bool Shows<TRow>(ListColumn<TRow> column) => column.Always || (Order.Contains(column.Key) ? !Hidden.Contains(column.Key) : !column.HiddenByDefault);
}
