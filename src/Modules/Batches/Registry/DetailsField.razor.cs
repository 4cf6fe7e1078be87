using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Registry;

public sealed partial class DetailsField
{
    /// <summary>What is only missing is said once somebody wanted to save.</summary>
    private static readonly string[] Missing = [BatchesRefusals.DetailTitleMissing.Code, BatchesRefusals.DetailContentMissing.Code];

    private string? _focus;
    private string? _moved;

    [Inject]
    private KitScripts Scripts { get; set; } = default!;

    private DetailsDraft Draft => Value ?? DetailsDraft.Empty;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } focus)
            return;
        _focus = null;
        await Scripts.RunAsync("form", "focus", focus);
    }

    private string IdOf(int at) => FormattableString.Invariant($"{Id}[{at}]");

    private IReadOnlyList<Refusal> WrongWith(int at)
    {
        var field = BatchRules.FieldOf(at);
        return [.. BatchRules.CheckDetails(Draft.Facts).Where(x => x.Field == field && (WasRefused || !Missing.Contains(x.Code)))];
    }

    private Task AddAsync()
    {
        _focus = $"{IdOf(Draft.Lines.Length)}-title";
        return SetAsync(Draft.Add());
    }

    private Task RemoveAsync(int at)
    {
        var left = Draft.Lines.Length - 1;
        _focus = left == 0 ? $"{Id}-add" : $"{IdOf(Math.Min(at, left - 1))}-remove";
        _moved = $"第 {at + 1} 条已删除。";
        return SetAsync(Draft.Without(Draft.Lines[at].Key));
    }

    private Task MoveAsync(int from, int to)
    {
        // The button that was pressed is off at either end: then the other one.
        var up = to == Draft.Lines.Length - 1 || (to < from && to > 0);
        _focus = $"{IdOf(to)}-{(up ? "up" : "down")}";
        _moved = $"已移到第 {to + 1} 条。";
        return SetAsync(Draft.Move(from, to));
    }
}
