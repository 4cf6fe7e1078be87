using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Yaosu.Platform.Paging;

/// <summary>The columns a list may be sorted by. A name that isn't on the list is a programmer's or an attacker's mistake and falls back to the default
/// only when it comes from outside (<see cref="Knows"/>); the key is always appended, so that a row never shows on two pages.</summary>
public sealed class SortMap<T>(Expression<Func<T, long>> key, string defaultSort, bool defaultDescending = false)
{
    private readonly Dictionary<string, LambdaExpression> _columns = new(StringComparer.Ordinal);

    public SortMap<T> By<TValue>(string name, Expression<Func<T, TValue>> column)
    {
        _columns.Add(name, column);
        return this;
    }

    public bool Knows(string? name) => name is not null && _columns.ContainsKey(name);

    public IReadOnlyCollection<string> Names => _columns.Keys;

    public IOrderedQueryable<T> Apply(IQueryable<T> rows, PageRequest request)
    {
        var (name, descending) = Knows(request.Sort) ? (request.Sort!, request.Descending) : (defaultSort, defaultDescending);
        var ordered = Order(rows, _columns[name], descending, first: true);
        return Order(ordered, key, descending, first: false);
    }

    private static IOrderedQueryable<T> Order(IQueryable<T> rows, LambdaExpression column, bool descending, bool first)
    {
        var method = (first, descending) switch
        {
            (true, false) => nameof(Queryable.OrderBy),
            (true, true) => nameof(Queryable.OrderByDescending),
            (false, false) => nameof(Queryable.ThenBy),
            (false, true) => nameof(Queryable.ThenByDescending),
        };
        var call = Expression.Call(typeof(Queryable), method, [typeof(T), column.ReturnType], rows.Expression, Expression.Quote(column));
        return (IOrderedQueryable<T>)rows.Provider.CreateQuery<T>(call);
    }
}

public static class PagingQueries
{
    /// <summary>One page and the total. <paramref name="project"/> runs after sorting and cutting, so sort columns need not be in the row.</summary>
    public static async Task<Page<TRow>> ToPageAsync<T, TRow>(
        this IQueryable<T> rows, SortMap<T> sorts, PageRequest request, Expression<Func<T, TRow>> project, CancellationToken ct = default)
    {
        var total = await rows.LongCountAsync(ct);
        var page = total == 0 ? [] : await sorts.Apply(rows, request).Skip(request.Skip).Take(request.Size).Select(project).ToListAsync(ct);
        return new(page, total, request);
    }
}
