using Microsoft.AspNetCore.Components;

namespace Yaosu.Platform.Ui.Kit;

public enum Align
{
    Start,
    End,
    Center,
}

/// <summary>A column of a list. A page keeps its columns in one static list: every circuit shares it, and the export of the same view reads it too.</summary>
/// <param name="Key">Stable: stands in addresses, in what people have remembered, and is the name to sort by.</param>
/// <param name="Text">What the cell says; exports and cells without a template show it.</param>
public sealed record ListColumn<TRow>(string Key, string Title, Func<TRow, string?> Text)
{
    /// <summary>True where the query's <c>SortMap</c> knows <see cref="Key"/>.</summary>
    public bool Sortable { get; init; }

    /// <summary>Draws the cell instead of <see cref="Text"/>. Plain elements are cheap; a component in it costs memory once per row.</summary>
    public RenderFragment<TRow>? Template { get; init; }

    public Align Align { get; init; }

    /// <summary>In pixels, and then never wrapped; null lets the text decide.</summary>
    public int? Width { get; init; }

    /// <summary>Sentences: two lines of them, all of them under the pointer and on the row's own page.</summary>
    public bool Long { get; init; }

    /// <summary>Codes and other texts that people compare letter by letter.</summary>
    public bool Mono { get; init; }

    public bool HiddenByDefault { get; init; }

    /// <summary>Can't be hidden: without it a row doesn't say what it is.</summary>
    public bool Always { get; init; }

    internal string? ClassOf() => (Align, Mono) switch
    {
        (Align.Start, false) => Width is null ? null : "fix",
        (Align.Start, true) => "ys-mono",
        (Align.End, false) => "end",
        (Align.End, true) => "end ys-mono",
        (Align.Center, false) => "mid",
        (Align.Center, true) => "mid ys-mono",
        _ => null,
    };
}
