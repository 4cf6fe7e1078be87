using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>What is typed here is a draft; the list only changes on 查询 (or Enter), and then the address says so.</summary>
public sealed partial class FilterBar
{
    private const int ShownFolded = 3;
    private readonly Dictionary<string, string> _draft = [];
    private ImmutableSortedDictionary<string, string>? _values;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<ListFilter> Filters { get; set; } = [];

    [Parameter, EditorRequired]
    public ImmutableSortedDictionary<string, string> Values { get; set; } = default!;

    [Parameter]
    public bool Folded { get; set; }

    [Parameter]
    public EventCallback<ImmutableSortedDictionary<string, string>> OnSearch { get; set; }

    [Parameter]
    public EventCallback<bool> OnFold { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private int Visible => Folded ? Math.Min(ShownFolded, Filters.Count) : Filters.Count;

    /// <summary>A filter that works unseen would make the rows a riddle.</summary>
    private string MoreText => Filters.Skip(ShownFolded).Count(filter => Values.ContainsKey(filter.Key)) is > 0 and var hidden ? $"更多筛选（{hidden} 项生效）" : "更多筛选";

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_values, Values))
            return;
        _values = Values;
        _draft.Clear();
        foreach (var (key, value) in Values)
            _draft[key] = value;
    }

    private string? Draft(ListFilter filter) => _draft.GetValueOrDefault(filter.Key);

    private void Set(ListFilter filter, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            _draft.Remove(filter.Key);
        else
            _draft[filter.Key] = value;
    }

    private Task SubmitAsync()
    {
        var today = ChinaTime.Today(Time);
        var accepted = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var filter in Filters)
            if (Draft(filter) is { } raw && filter.Accept(raw, today) is { } value)
                accepted[filter.Key] = value;
        return OnSearch.InvokeAsync(accepted.ToImmutable());
    }

    private Task ResetAsync()
    {
        _draft.Clear();
        return OnSearch.InvokeAsync(ListState.NoFilters);
    }
}
