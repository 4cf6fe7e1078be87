namespace Yaosu.Platform.Spreadsheets;

public enum SheetCellKind
{
    Empty,
    Text,
    Number,

    /// <summary>More than fifteen digits kept as a number, or written as 8.1E+19: its last digits are gone. A code must not be taken from it.</summary>
    LostDigits,

    /// <summary>As 2026-01-31, 2026-01-31 08:00:00 or 08:00:00.</summary>
    Date,

    /// <summary>TRUE or FALSE.</summary>
    Truth,

    /// <summary>A formula that failed: #N/A.</summary>
    Error,
}

/// <summary>A cell as its reader sees it. Of a formula it is the value that was last worked out; formulas are never run.</summary>
public readonly record struct SheetCell(string Text, SheetCellKind Kind)
{
    public static readonly SheetCell Empty = new("", SheetCellKind.Empty);

    public override string ToString() => Text;
}
