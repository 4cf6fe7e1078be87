using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Logging;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>Saves a model through a use case. What the use case refuses stands beside its field; whoever leaves with unsaved work is asked; whoever was overtaken
/// chooses field by field.</summary>
/// <typeparam name="TModel">A class with settable properties; <see cref="LabelAttribute"/> and validation attributes on them are used.</typeparam>
public partial class FormBody<TModel> : IDisposable
{
    private const string ChangedMeanwhile = ".changed-meanwhile";
    private static readonly TimeSpan AutosaveAfter = TimeSpan.FromSeconds(1.5);
    private FormState _state = default!;
    private TModel? _for;
    private IReadOnlyDictionary<string, object?> _original = default!;
    private bool _submitted;
    private bool _focusError;
    private bool _leaving;
    private ITimer? _autosave;
    private Task _keeping = Task.CompletedTask;
    private string? _draft;

    /// <summary>Changed in place by the fields. Another object starts the form anew.</summary>
    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<TModel, Task<Outcome>> Submit { get; set; } = default!;

    [Parameter, EditorRequired]
    public RenderFragment<TModel> ChildContent { get; set; } = default!;

    /// <summary>After a save; the toast is already on its way.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    /// <summary>Reads what is stored now; needed to let people choose when a save is refused as <c>….changed-meanwhile</c>.</summary>
    [Parameter]
    public Func<Task<TModel>>? Reload { get; set; }

    /// <summary>Keeps what was typed as a draft, a moment after each change; then nothing is lost by leaving. A refusal is shown and nothing else happens.</summary>
    [Parameter]
    public Func<TModel, Task<Outcome>>? Autosave { get; set; }

    /// <summary>Names the form for screen readers where a page holds several.</summary>
    [Parameter]
    public string? Label { get; set; }

    [Parameter]
    public string SubmitText { get; set; } = "保存";

    [Parameter]
    public string BusyText { get; set; } = "正在保存…";

    /// <summary>Null for no toast.</summary>
    [Parameter]
    public string? SavedText { get; set; } = "已保存。";

    [Parameter]
    public string? CancelUrl { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>That the form stands in; null on a page.</summary>
    [CascadingParameter]
    private OpenDialog? Dialog { get; set; }

    [Parameter]
    public RenderFragment? Actions { get; set; }

    [Inject]
    private KitScripts Scripts { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private ILogger<FormBody<TModel>> Log { get; set; } = default!;

    private string SummaryTitle => _state.Refusals.Count == 1 ? "请先处理下面的问题：" : $"请先处理下面 {_state.Refusals.Count} 个问题：";

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_for, Model))
            return;
        Leave();
        _for = Model;
        _state = new(Model);
        _state.Changed += Changed;
        _original = FormConflict.Snapshot(Model);
        _submitted = false;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusError)
            return;
        _focusError = false;
        await Scripts.RunAsync("form", "focusFirstError", _state.Id);
    }

    public void Dispose()
    {
        Leave();
        GC.SuppressFinalize(this);
    }

    private void Changed()
    {
        if (Autosave is not null && _state is { IsDirty: true, IsBusy: false })
        {
            _autosave ??= Time.CreateTimer(_ => _ = InvokeAsync(() => _keeping = SaveDraftAsync()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _autosave.Change(AutosaveAfter, Timeout.InfiniteTimeSpan);
        }
        StateHasChanged();
    }

    private async Task SaveDraftAsync()
    {
        if (_autosave is null || _state is not { IsDirty: true, IsBusy: false })
            return;
        // What is typed while it is being saved makes the form dirty again, and is saved after.
        _state.Clean();
        string? refused;
        try
        {
            refused = (await Autosave!(Model)).Refusal?.Text;
        }
        catch (Exception e)
        {
            // Nobody asked for it: the page and what was typed stay, and the next change tries again.
            Log.LogError(e, "A draft could not be kept");
            refused = "网络或数据库暂时不可用，请稍后再修改或提交一次。";
        }
        if (refused is not null)
            _state.MarkDirty();
        _draft = refused is null ? $"草稿已保存（{ChinaTime.Text(Time.UtcNow())[^8..]}）" : $"草稿没有保存：{refused}";
        StateHasChanged();
    }

    private void Leave()
    {
        _autosave?.Dispose();
        _autosave = null;
        if (_state is not null)
            _state.Changed -= Changed;
    }

    private async Task SubmitAsync()
    {
        // A second Enter before the button is disabled in the browser must not save twice.
        if (_state.IsBusy || Disabled)
            return;
        _submitted = true;
        if (!_state.Check())
        {
            _focusError = true;
            return;
        }

        await SaveAsync();
    }

    private async Task SaveAsync()
    {
        Outcome outcome;
        _state.Busy(true);
        try
        {
            // A draft on its way changes what the save is compared with.
            await _keeping;
            outcome = await Submit(Model);
        }
        finally
        {
            _state.Busy(false);
        }

        if (outcome.IsDone)
        {
            _state.Saved();
            _draft = null;
            _submitted = false;
            _original = FormConflict.Snapshot(Model);
            if (SavedText is not null)
                Toasts.Success(SavedText);
            await Saved.InvokeAsync();
        }
        else if (Reload is not null && outcome.Refusals.Any(refusal => refusal.Code.EndsWith(ChangedMeanwhile, StringComparison.Ordinal)))
        {
            await MergeAsync(outcome);
        }
        else
        {
            _state.Refuse(outcome.Refusals);
            _focusError = true;
        }
    }

    private async Task MergeAsync(Outcome refused)
    {
        var theirs = await Reload!();
        var conflict = new FormConflict(Model, theirs, _original, _state.Labels);
        var takeTheirs = await Dialogs.ShowAsync<ConflictDialog, IReadOnlySet<string>>("内容刚被别人修改过", new() { [nameof(ConflictDialog.Fields)] = conflict.Fields });
        if (takeTheirs is null)
        {
            _state.Refuse(refused.Refusals);
            _focusError = true;
            return;
        }

        conflict.Resolve(takeTheirs);
        _original = FormConflict.Snapshot(theirs);
        await SaveAsync();
    }

    private async Task GuardAsync(LocationChangingContext context)
    {
        if (!_state.IsDirty || _leaving)
        {
            _leaving = false;
            return;
        }

        // What can be kept is kept, and nothing needs to be asked.
        if (Autosave is not null && !_state.IsBusy)
        {
            await SaveDraftAsync();
            if (!_state.IsDirty)
                return;
        }
        // Held first, asked then: a navigation waits for its handlers, and the next one would cancel the question.
        context.PreventNavigation();
        if (!await Dialogs.ConfirmAsync("离开并放弃修改？", "本页有还没保存的修改，离开后将会丢失。", "放弃修改", danger: true, cancelText: "继续编辑"))
            return;
        _leaving = true;
        Navigation.NavigateTo(context.TargetLocation, new NavigationOptions { HistoryEntryState = context.HistoryEntryState });
    }

    private string HrefOf(string field) => $"{Navigation.Uri.Split('#')[0]}#{_state.IdOf(field)}";

    private ValueTask FocusAsync(string field) => Scripts.RunAsync("form", "focus", _state.IdOf(field));
}
