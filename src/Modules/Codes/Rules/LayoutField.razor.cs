using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Rules;

public sealed partial class LayoutField
{
    /// <summary>What is only missing is said once somebody wanted to save.</summary>
    private static readonly string[] Missing =
    [
        CodeLayoutRefusals.NameMissing.Code, CodeLayoutRefusals.FixedTextMissing.Code, CodeLayoutRefusals.NoSegments.Code, CodeLayoutRefusals.AllAlike.Code,
        CodeLayoutRefusals.TooShort(0, 0).Code, CodeLayoutRefusals.TooLong(0, 0).Code,
    ];

    private DotNetObjectReference<LayoutField>? _self;
    private Outcome<CodeLayout> _checked;
    private LayoutDraft? _checkedFor;
    private string? _focus;
    private string? _moved;

    /// <summary>Codes given out of the guard's space so far.</summary>
    [Parameter, EditorRequired]
    public Func<CodeLayout, Task<long>> IssuedOf { get; set; } = default!;

    [Inject]
    private KitScripts Scripts { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    private LayoutDraft Draft => Value ?? LayoutDraft.Empty;

    private CodeLayout? Layout => _checked.TryGet(out var layout) ? layout : null;

    private long Left => Draft.Total - Draft.Used;

    private string? LengthError => Wrong(CodeRuleRules.LengthField)?.Text;

    private string? General => Wrong(CodeRuleRules.LayoutField)?.Text;

    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        if (Draft.Equals(_checkedFor))
            return;
        _checkedFor = Draft;
        _checked = CodeRuleRules.CheckLayout(Draft.Total, Draft.Read());
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await Scripts.RunAsync("order", "attach", $"{Id}-cards", _self);
        }
        if (_focus is not { } focus)
            return;
        _focus = null;
        await Scripts.RunAsync("form", "focus", focus);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        _self?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Dragged there.</summary>
    [JSInvokable]
    public Task Moved(int from, int to) =>
        !Off && IsPlace(from) && IsPlace(to) && from != to ? InvokeAsync(() => MoveAsync(from, to)) : Task.CompletedTask;

    private bool IsPlace(int at) => at >= 0 && at < Draft.Segments.Length;

    private string IdOf(int at) => FormattableString.Invariant($"{Id}[{at}]");

    private Refusal? Wrong(string field) => _checked.Refusals.FirstOrDefault(x => x.Field == field && (WasRefused || !Missing.Contains(x.Code)));

    private IReadOnlyList<Refusal> WrongWith(int at, SegmentDraft segment)
    {
        var field = CodeRuleRules.SegmentField(at);
        // An end that nobody has typed yet is missing, not wrong.
        return [.. _checked.Refusals.Where(x => x.Field == field && (WasRefused || (!Missing.Contains(x.Code) && (segment.Method != SegmentMethod.Counter || segment.To.Length > 0))))];
    }

    private Task ChangeAsync(int key, Func<SegmentDraft, SegmentDraft> change) => SetAsync(Draft.With(key, change));

    private Task AddAsync()
    {
        _focus = $"{IdOf(Draft.Segments.Length)}-name";
        return SetAsync(Draft.Add());
    }

    private Task RemoveAsync(int at)
    {
        var (gone, left) = (Draft.Segments[at], Draft.Segments.Length - 1);
        _focus = left == 0 ? $"{Id}-add" : $"{IdOf(Math.Min(at, left - 1))}-remove";
        _moved = $"“{gone.Name}”已删除。";
        return SetAsync(Draft.Without(gone.Key));
    }

    private Task MoveAsync(int from, int to)
    {
        // The button that was pressed is off at either end: then the other one.
        var up = to == Draft.Segments.Length - 1 || (to < from && to > 0);
        _focus = $"{IdOf(to)}-{(up ? "up" : "down")}";
        _moved = $"“{Draft.Segments[from].Name}”已移到第 {to + 1} 段。";
        return SetAsync(Draft.Move(from, to));
    }

    private async Task StartFromAsync(LayoutDraft draft)
    {
        if (await MayReplaceAsync())
            await SetAsync(draft);
    }

    private async Task StartFromNationalAsync()
    {
        if (!await MayReplaceAsync() || await Dialogs.ShowAsync<NationalCodeDialog, string>("国家药品追溯码（20 位）") is not { } identification)
            return;
        if (CodeLayout.National(identification).TryGet(out var layout))
            await SetAsync(LayoutDraft.Of(layout));
    }

    /// <summary>What somebody put together himself is not replaced without a question.</summary>
    private async Task<bool> MayReplaceAsync() => Draft.Segments.IsEmpty || LayoutDraft.Presets.Any(x => x.Draft.Equals(Draft))
        || await Dialogs.ConfirmAsync("替换现在的码段", "现在的码长度和码段会被常用结构替换。", "替换");
}
