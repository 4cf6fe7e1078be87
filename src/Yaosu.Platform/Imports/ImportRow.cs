namespace Yaosu.Platform.Imports;

/// <summary>Why a line can't be imported.</summary>
/// <param name="Column">The header it is about; null when it concerns the whole line.</param>
public sealed record ImportFault(int Line, string? Column, string Text);

/// <summary>A line of the file.</summary>
public abstract class ImportRow
{
    private readonly List<ImportFault> _faults = [];

    private protected ImportRow(int line, string[] texts) => (Line, Texts) = (line, texts);

    /// <summary>As Excel numbers it.</summary>
    public int Line { get; }

    public IReadOnlyList<ImportFault> Faults => _faults;

    public bool IsGood => _faults.Count == 0;

    /// <summary>As they stood in the file, in the order of the template.</summary>
    internal string[] Texts { get; }

    /// <param name="column">Null when it concerns the whole line.</param>
    public void Refuse(string? column, Refusal why) => _faults.Add(new(Line, column, why.Text));
}

public sealed class ImportRow<TRow> : ImportRow
{
    internal ImportRow(int line, string[] texts, TRow value)
        : base(line, texts) => Value = value;

    public TRow Value { get; }
}
