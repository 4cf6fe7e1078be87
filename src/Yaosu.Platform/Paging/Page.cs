namespace Yaosu.Platform.Paging;

/// <summary>What a list page asks for. Page numbers start at 1; sizes are held to <see cref="MaxSize"/>.</summary>
/// <param name="Sort">A name from the query's <see cref="SortMap{T}"/>; null for its default.</param>
public sealed record PageRequest(int Number = 1, int Size = 20, string? Sort = null, bool Descending = false)
{
    public const int MaxSize = 200;

    public static readonly IReadOnlyList<int> Sizes = [10, 20, 50, 100];

    public int Number { get; init; } = Math.Clamp(Number, 1, 1_000_000);

    public int Size { get; init; } = Math.Clamp(Size, 1, MaxSize);

    public int Skip => (Number - 1) * Size;
}

public sealed record Page<T>(IReadOnlyList<T> Rows, long Total, PageRequest Request)
{
    public int Pages => (int)Math.Max(1, (Total + Request.Size - 1) / Request.Size);
}
