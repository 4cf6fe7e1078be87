using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Yaosu.Codes.Rules;

public sealed partial class SegmentCard
{
    [Parameter, EditorRequired]
    public SegmentDraft Segment { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>Where it stands, from 1.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    [Parameter, EditorRequired]
    public int Count { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<Refusal> Wrong { get; set; } = [];

    [Parameter, EditorRequired]
    public Func<Func<SegmentDraft, SegmentDraft>, Task> Change { get; set; } = default!;

    /// <summary>To a place, from 0.</summary>
    [Parameter, EditorRequired]
    public Func<int, Task> Move { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<Task> Remove { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private string Today => ChinaTime.FromUtc(Time.GetUtcNow().UtcDateTime).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private string Seconds => Typed.Text(Time.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>Only the national code may have a shorter one, and then it is right as it is.</summary>
    private string GuardHint => Wrong.Count == 0 && Typed.Number(Segment.Length) is CodeLayout.NationalGuardLength and var length && length < Segment.Alphabet.MinimumGuardLength
        ? "国家药品追溯码规定的长度"
        : $"{Segment.Alphabet.MinimumGuardLength} 至 {CodeLayout.MostCharacters} 位";

    private Task MethodChosenAsync(ChangeEventArgs e) => Enum.TryParse<SegmentMethod>(e.Value as string, out var method) && Enum.IsDefined(method) ? ChangeAsync(segment => segment.By(method)) : Task.CompletedTask;

    private Task AlphabetChosenAsync(ChangeEventArgs e) =>
        Enum.TryParse<CodeAlphabet>(e.Value as string, out var alphabet) && Enum.IsDefined(alphabet) ? ChangeAsync(segment => segment with { Alphabet = alphabet }) : Task.CompletedTask;

    private Task ChangeAsync(Func<SegmentDraft, SegmentDraft> change)
    {
        // At once: drawn again before the form has handed it down, the card would write its old text over what is being typed.
        Segment = change(Segment);
        return Change(change);
    }

    /// <summary>Beside which of its fields a refusal stands.</summary>
    private string? ErrorOf(string part) => Wrong.FirstOrDefault(x => PartOf(x.Code) == part)?.Text;

    private string PartOf(string code) => code == CodeLayoutRefusals.NameMissing.Code || code == CodeLayoutRefusals.NameLong.Code ? "name"
        : code == CodeLayoutRefusals.GuardAlphabet.Code ? "alphabet"
        : code == CodeLayoutRefusals.CounterOrder.Code ? "to"
        : Segment.Method == SegmentMethod.FixedText ? "text"
        : "length";
}
