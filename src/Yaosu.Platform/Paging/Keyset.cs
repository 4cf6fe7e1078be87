using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Yaosu.Platform.Paging;

public static class Keyset
{
    public const int BatchSize = 2_000;

    /// <summary>All rows of a query in batches, each asked for by the last row of the one before: the millionth costs what the first did, no batch holds a
    /// connection while its rows are used, and memory stays that of one batch.</summary>
    /// <param name="after">The rows that come after a row, in a fixed order by a unique key; from the beginning for null.</param>
    public static async IAsyncEnumerable<TRow> ReadAsync<TRow>(Func<TRow?, IQueryable<TRow>> after, [EnumeratorCancellation] CancellationToken ct = default)
        where TRow : class
    {
        TRow? last = null;
        List<TRow> batch;
        do
        {
            batch = await after(last).Take(BatchSize).ToListAsync(ct);
            foreach (var row in batch)
                yield return row;
            last = batch.LastOrDefault();
        }
        while (batch.Count == BatchSize);
    }
}
