using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Yaosu.Platform.Paging;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>Reads a list's state out of an address and writes it back. What it doesn't know, or can't use, it leaves out: an old bookmark or a forged link opens the
/// list, never an error.</summary>
internal sealed class ListAddress(IReadOnlyList<ListFilter> filters, IReadOnlySet<string> sorts, IReadOnlySet<string> columns)
{
    public const string Page = "page";
    public const string Size = "size";
    public const string Sort = "sort";
    public const string Columns = "cols";

    public ListState Read(string uri, DateOnly today)
    {
        var state = new ListState();
        var others = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var query = uri.AsSpan();
        query = query.IndexOf('#') is >= 0 and var hash ? query[..hash] : query;
        query = query.IndexOf('?') is >= 0 and var start ? query[start..] : default;
        foreach (var pair in new QueryStringEnumerable(query.ToString()))
        {
            var name = pair.DecodeName().ToString();
            var value = pair.DecodeValue().ToString();
            switch (name)
            {
                case Page:
                    state = state with { Page = Integer(value) is { } page ? new PageRequest(page).Number : 1 };
                    break;
                case Size:
                    state = state with { Size = Integer(value) is { } size && PageRequest.Sizes.Contains(size) ? size : null };
                    break;
                case Sort:
                    var column = value.StartsWith('-') ? value[1..] : value;
                    if (sorts.Contains(column))
                        state = state with { Sort = column, Descending = value.StartsWith('-') };
                    break;
                case Columns:
                    var shown = value.Split(',').Where(columns.Contains).Distinct().ToArray();
                    state = state with { Columns = shown.Length > 0 ? shown : null };
                    break;
                default:
                    if (filters.FirstOrDefault(filter => filter.Key == name) is not { } known)
                        others.Add(new(name, value));
                    else if (known.Accept(value, today) is { } accepted)
                        found.TryAdd(name, accepted);
                    break;
            }
        }

        return state with { Filters = found.ToImmutable(), Others = others.ToImmutable() };
    }

    public string Write(string path, ListState state)
    {
        var pairs = new List<KeyValuePair<string, string?>>();
        foreach (var filter in filters)
            if (state.Filters.TryGetValue(filter.Key, out var value))
                pairs.Add(new(filter.Key, value));
        if (state.Sort is { } sort)
            pairs.Add(new(Sort, state.Descending ? "-" + sort : sort));
        if (state.Columns is { } shown)
            pairs.Add(new(Columns, string.Join(',', shown)));
        if (state.Size is { } size)
            pairs.Add(new(Size, size.ToString(CultureInfo.InvariantCulture)));
        if (state.Page > 1)
            pairs.Add(new(Page, state.Page.ToString(CultureInfo.InvariantCulture)));
        foreach (var (name, value) in state.Others)
            pairs.Add(new(name, value));
        return QueryHelpers.AddQueryString(path, pairs);
    }

    private static int? Integer(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
