using System.Globalization;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Platform.Imports;

/// <summary>One column of the template: its header and how a cell becomes a value.</summary>
public sealed record ImportColumn<TRow>
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    private readonly Func<TRow, string, Refusal?> _read;

    private ImportColumn(string name, string format, Func<TRow, string, Refusal?> read) => (Name, Format, _read) = (name, format, read);

    public string Name { get; }

    /// <summary>What may stand in it, in words.</summary>
    public string Format { get; init; }

    public bool Required { get; init; }

    /// <summary>No two lines of a file may have the same.</summary>
    public bool Unique { get; init; }

    public string Example { get; init; } = "";

    /// <param name="format">For the template: 11 位手机号.</param>
    /// <param name="parse">The value, or the sentence for whoever filled in the file.</param>
    public static ImportColumn<TRow> Of<TValue>(string name, string format, Func<string, Outcome<TValue>> parse, Action<TRow, TValue> set) => new(name, format, (row, text) =>
    {
        var parsed = parse(text);
        if (!parsed.TryGet(out var value))
            return parsed.Refusal;
        set(row, value);
        return null;
    });

    public static ImportColumn<TRow> Text(string name, Action<TRow, string> set, int most = 200) =>
        Of(name, $"文字，不超过 {most} 个字符", text => text.Length <= most ? text : (Outcome<string>)ImportRefusals.TextTooLong(most), set);

    public static ImportColumn<TRow> Integer(string name, Action<TRow, long> set, long least = 0, long most = 999_999_999) =>
        Of(name, $"{least} 至 {most} 的整数", text => long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number : (Outcome<long>)ImportRefusals.NoInteger(least, most), set);

    public static ImportColumn<TRow> Date(string name, Action<TRow, DateOnly> set) =>
        Of(name, "日期，如 2026-01-31", text => DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : (Outcome<DateOnly>)ImportRefusals.NoDate, set);

    /// <param name="choices">By the words that stand in the file.</param>
    public static ImportColumn<TRow> Choice<TValue>(string name, IReadOnlyDictionary<string, TValue> choices, Action<TRow, TValue> set) =>
        Of(name, $"填 {string.Join("、", choices.Keys)} 之一", text => choices.TryGetValue(text, out var value) ? value : (Outcome<TValue>)ImportRefusals.NoChoice(choices.Keys), set);

    /// <returns>Null when the cell was taken.</returns>
    internal Refusal? Read(TRow row, SheetCell cell)
    {
        var text = cell.Text.Trim();
        return cell.Kind switch
        {
            SheetCellKind.LostDigits => ImportRefusals.LostDigits,
            SheetCellKind.Error => ImportRefusals.FormulaFailed,
            _ when text.Length > 0 => _read(row, text),
            _ => Required ? ImportRefusals.Missing : null,
        };
    }
}
