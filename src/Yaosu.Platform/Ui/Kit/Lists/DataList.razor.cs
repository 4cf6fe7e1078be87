using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Access;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Preferences;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>A list without a page around it: filters, rows, pager. Its state is the address: whoever opens the same address sees the same rows, and the browser's
/// back button goes through what was looked at.</summary>
public partial class DataList<TRow> : IDisposable
{
    private const int DefaultSize = 20;

    private Loader<Page<TRow>> _loader = default!;
    private ListAddress _address = default!;
    private ListState _state = new();
    private ListLook _look = ListLook.Default;
    private ListRequest? _loaded;
    private IReadOnlyList<ListColumn<TRow>> _shown = [];
    private string _path = "";
    private bool _restore;
    private bool _exporting;

    /// <summary>Names the list in people's memories, <c>module.list</c>.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>What the rows are, for screen readers and the empty state: 审计日志, 下载任务.</summary>
    [Parameter, EditorRequired]
    public string Caption { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<ListColumn<TRow>> Columns { get; set; } = [];

    [Parameter, EditorRequired]
    public Func<ListRequest, CancellationToken, Task<Outcome<Page<TRow>>>> Load { get; set; } = default!;

    [Parameter]
    public IReadOnlyList<ListFilter> Filters { get; set; } = [];

    /// <summary>Needed for bulk actions, and keeps focus on its row when rows move.</summary>
    [Parameter]
    public Func<TRow, long>? RowKey { get; set; }

    /// <summary>Where a row leads; makes its first column a link.</summary>
    [Parameter]
    public Func<TRow, string?>? RowUrl { get; set; }

    [Parameter]
    public IReadOnlyList<RowAction<TRow>> RowActions { get; set; } = [];

    [Parameter]
    public IReadOnlyList<BulkAction> BulkActions { get; set; } = [];

    /// <summary>Starts the export of what is shown; null hides the button.</summary>
    [Parameter]
    public Func<ListExport<TRow>, Task>? OnExport { get; set; }

    /// <summary>The next step where there is nothing yet.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private IPreferences Preferences { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private KitScripts Scripts { get; set; } = default!;

    [Inject]
    private ILogger<DataList<TRow>> Log { get; set; } = default!;

    internal IReadOnlyList<ListColumn<TRow>> Shown => _shown;

    internal ListState State => _state;

    internal ListLook Look => _look;

    internal Page<TRow>? Page => _loader.Value;

    internal string Id => field ??= "list-" + Key.Replace('.', '-');

    internal int Size => _state.Size ?? _look.Size ?? DefaultSize;

    internal RowPicks Picks { get; } = new();

    /// <summary>Asks again for what is shown, without a sign of loading: for lists that live topics keep fresh.</summary>
    public Task RefreshAsync() => LoadAsync(quiet: true);

    protected override async Task OnInitializedAsync()
    {
        _loader = new(Log);
        _address = new(Filters, Columns.Where(column => column.Sortable).Select(column => column.Key).ToHashSet(), Columns.Select(column => column.Key).ToHashSet());
        _path = PathOf(Navigation.Uri);
        _state = ReadAddress();
        Navigation.LocationChanged += Moved;
        _look = await RememberedAsync();
        Arrange();
        await LoadAsync();
        _restore = _loader.Value is not null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_restore)
            return;
        _restore = false;
        await Scripts.RunAsync("list", "restore", Id);
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _loader?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The address of this list in another state. Pages are only the same for a colleague when the size goes with them.</summary>
    internal string UrlOf(ListState state)
    {
        var size = state.Size ?? Size;
        return _address.Write(_path, state with { Size = size != DefaultSize || state.Page > 1 ? size : null });
    }

    internal void GoTo(ListState state) => Navigation.NavigateTo(UrlOf(state));

    internal async Task SearchAsync(ImmutableSortedDictionary<string, string> filters)
    {
        var uri = UrlOf(_state with { Page = 1, Filters = filters });
        if (Navigation.ToAbsoluteUri(uri).AbsoluteUri == Navigation.Uri)
            await LoadAsync();
        else
            Navigation.NavigateTo(uri);
    }

    internal async Task RememberAsync(ListLook look)
    {
        _look = look;
        // Whoever changes the columns no longer wants those of the link he came by.
        if (_state.Columns is not null)
            Navigation.NavigateTo(UrlOf(_state = _state with { Columns = null }), replace: true);
        Arrange();
        StateHasChanged();
        try
        {
            await Preferences.SetAsync(await Current.GetAsync(), PreferenceKey, look);
        }
        catch (Exception e) when (e is not NotSignedInException)
        {
            Log.LogWarning(e, "How a list looks could not be remembered");
        }
    }

    internal async Task ResizeAsync(int size)
    {
        await RememberAsync(_look with { Size = size });
        GoTo(_state with { Page = 1, Size = size });
    }

    internal async Task<ListSelection> SelectedAsync() =>
        new([.. Picks.Keys], Picks.AllMatching, Picks.AllMatching ? Page!.Total : Picks.Keys.Count, await LoadedForAsync());

    internal void Redraw() => StateHasChanged();

    private string PreferenceKey => "list:" + Key;

    private async Task LoadAsync(bool quiet = false)
    {
        ListRequest? request = null;
        var loading = _loader.RunAsync(async ct =>
        {
            var actor = await Current.GetAsync(ct);
            request = new(actor, new(_state.Page, Size, _state.Sort, _state.Descending), new(_state.Filters, ChinaTime.Today(Time)));
            return await Load(request, ct);
        });
        if (!quiet && !loading.IsCompleted)
            StateHasChanged();
        if (!await loading)
            return;
        _loaded = request;
        // Rows were deleted meanwhile, or somebody typed a page that never was.
        if (_loader is { TraceId: null, Refusal: null, Value: { Rows.Count: 0, Total: > 0 } page } && _state.Page > page.Pages)
            Navigation.NavigateTo(UrlOf(_state with { Page = page.Pages }), replace: true);
        StateHasChanged();
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        // On its way to another page this list is still alive for a moment.
        if (PathOf(e.Location) != _path)
            return;
        _ = InvokeAsync(async () =>
        {
            try
            {
                await FollowAddressAsync();
            }
            catch (Exception failure)
            {
                await DispatchExceptionAsync(failure);
            }
        });
    }

    private async Task FollowAddressAsync()
    {
        var before = _state;
        _state = ReadAddress();
        Arrange();
        if (!SameFilters(before, _state))
            Picks.Clear();
        var sameRows = SameFilters(before, _state) && (before.Page, before.Size, before.Sort, before.Descending) == (_state.Page, _state.Size, _state.Sort, _state.Descending);
        if (sameRows)
            StateHasChanged();
        else
            await LoadAsync();
    }

    private async Task<ListLook> RememberedAsync()
    {
        try
        {
            return await Preferences.GetAsync<ListLook>(await Current.GetAsync(), PreferenceKey) ?? ListLook.Default;
        }
        catch (Exception e) when (e is not NotSignedInException)
        {
            Log.LogWarning(e, "How a list looks could not be read");
            return ListLook.Default;
        }
    }

    private void Arrange() => _shown = _state.Columns is { } asked
        ? [.. asked.Select(key => Columns.First(column => column.Key == key))]
        : [.. _look.Arrange(Columns).Where(_look.Shows)];

    private async Task ExportAsync()
    {
        _exporting = true;
        try
        {
            await OnExport!(new(await LoadedForAsync(), _shown, Page!.Total));
        }
        finally
        {
            _exporting = false;
        }
    }

    /// <summary>What is shown, as asked by the person of this moment: rights may have been taken away since the list was loaded.</summary>
    private async Task<ListRequest> LoadedForAsync() => _loaded! with { Actor = await Current.GetAsync() };

    private static bool SameFilters(ListState one, ListState other) => one.Filters.SequenceEqual(other.Filters);

    private ListState ReadAddress() => _address.Read(Navigation.Uri, ChinaTime.Today(Time));

    private static string PathOf(string uri) => new Uri(uri).AbsolutePath;
}
