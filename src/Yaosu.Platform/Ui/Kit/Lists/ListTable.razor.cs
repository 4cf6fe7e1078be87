using Microsoft.AspNetCore.Components;

namespace Yaosu.Platform.Ui.Kit;

public sealed partial class ListTable<TRow>
{
    private TRow? _menuFor;
    private RowMenu<TRow>? _menu;
    private string? _menuButton;

    [Parameter, EditorRequired]
    public DataList<TRow> List { get; set; } = default!;

    /// <summary>Null while the first page is on its way.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<TRow>? Rows { get; set; }

    [Parameter]
    public Func<TRow, long>? RowKey { get; set; }

    [Parameter]
    public Func<TRow, string?>? RowUrl { get; set; }

    [Parameter]
    public IReadOnlyList<RowAction<TRow>> Actions { get; set; } = [];

    [Parameter]
    public bool Selectable { get; set; }

    private int Width => List.Shown.Count + (Selectable ? 1 : 0) + (Actions.Count > 0 ? 1 : 0);

    private bool WholePage => Rows is { Count: > 0 } && Rows.All(row => List.Picks.Has(RowKey!(row)));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_menuButton is not { } button || _menu is null)
            return;
        _menuButton = null;
        await _menu.OpenAsync(button);
    }

    private void TogglePage(ChangeEventArgs e)
    {
        foreach (var row in Rows ?? [])
            List.Picks.Toggle(RowKey!(row), e.Value is true);
        List.Redraw();
    }

    private void Toggle(long key, ChangeEventArgs e)
    {
        List.Picks.Toggle(key, e.Value is true);
        List.Redraw();
    }

    /// <summary>Asked for once clicked: fifty closed menus would cost more than the rows.</summary>
    private void OpenMenu(TRow row, string button) => (_menuFor, _menuButton) = (row, button);

    private string NameOf(TRow row) => List.Shown.Count > 0 ? List.Shown[0].Text(row) ?? "" : "";

    private string? SortOf(ListColumn<TRow> column) => (column.Sortable, List.State.Sort == column.Key, List.State.Descending) switch
    {
        (false, _, _) => null,
        (_, false, _) => "none",
        (_, _, false) => "ascending",
        (_, _, true) => "descending",
    };

    private string SortIcon(ListColumn<TRow> column) => List.State.Sort != column.Key ? "sort" : List.State.Descending ? "sort-down" : "sort-up";

    private string SortTitle(ListColumn<TRow> column) => List.State.Sort != column.Key ? "点击升序排列" : List.State.Descending ? "点击恢复默认顺序" : "点击降序排列";
}
