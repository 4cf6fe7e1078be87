using System.Globalization;
using System.Text;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>One of several values to choose from.</summary>
/// <param name="Value">Stable: stands in addresses.</param>
public sealed record Choice(string Value, string Text);

/// <summary>A field of a list's filter bar, bound to one key of the address.</summary>
public abstract record ListFilter(string Key, string Label)
{
    public const int MaxLength = 200;

    public static ListFilter Text(string key, string label, string? placeholder = null) => new TextFilter(key, label, placeholder);

    public static ListFilter Choice(string key, string label, IReadOnlyList<Choice> options) => new ChoiceFilter(key, label, options);

    /// <summary>The members of an enum by their <see cref="LabelAttribute"/>.</summary>
    public static ListFilter Choice<TEnum>(string key, string label)
        where TEnum : struct, Enum =>
        new ChoiceFilter(key, label, [.. Enum.GetValues<TEnum>().Select(value => new Choice(value.ToString(), Labels.Of(value)))]);

    public static ListFilter Days(string key, string label) => new DaysFilter(key, label);

    /// <param name="find">Proposes names while one types; may be asked often.</param>
    public static ListFilter Person(string key, string label, Func<string, CancellationToken, Task<IReadOnlyList<string>>> find) => new PersonFilter(key, label, find);

    /// <summary>What of an address's value can be used; null when nothing can. Addresses are typed, cut and forged by people.</summary>
    internal virtual string? Accept(string raw, DateOnly today)
    {
        var clean = raw.AsSpan().Trim();
        if (clean.Length > MaxLength)
            clean = clean[..MaxLength];
        if (clean.IsEmpty)
            return null;
        // A zero byte is an error to PostgreSQL; other control characters and torn surrogates are nothing that anyone searches.
        var kept = new StringBuilder(clean.Length);
        foreach (var rune in clean.EnumerateRunes())
            if (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control)
                kept.Append(rune);
        return kept.ToString().Trim() is { Length: > 0 } text ? text : null;
    }
}

public sealed record TextFilter(string Key, string Label, string? Placeholder) : ListFilter(Key, Label);

public sealed record ChoiceFilter(string Key, string Label, IReadOnlyList<Choice> Options) : ListFilter(Key, Label)
{
    internal override string? Accept(string raw, DateOnly today) => Options.FirstOrDefault(option => option.Value == raw)?.Value;
}

public sealed record DaysFilter(string Key, string Label) : ListFilter(Key, Label)
{
    internal override string? Accept(string raw, DateOnly today) => DayRange.Parse(raw, today) is not { } range ? null
        : DayRange.Presets.Any(preset => preset.Value == raw) ? raw
        : range.ToString();
}

public sealed record PersonFilter(string Key, string Label, Func<string, CancellationToken, Task<IReadOnlyList<string>>> Find) : ListFilter(Key, Label);
