using System.Buffers;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>
/// Keeps a text that a spreadsheet program would run as a formula from being one in CSV files, where a cell can't say that it is text.
/// <see cref="Unprefix"/> gives back exactly what <see cref="Prefix"/> got, whatever the text.
/// </summary>
public static class SpreadsheetText
{
    private static readonly SearchValues<char> StartsFormula = SearchValues.Create("=+-@＝＋－＠\t\r\n\0");

    /// <summary>A text that already reads like a prefixed one gets one more, else its own apostrophe would be lost on the way back.</summary>
    public static bool NeedsPrefix(ReadOnlySpan<char> text) => IsRisky(text.TrimStart('\''));

    public static string Prefix(string text) => NeedsPrefix(text) ? "'" + text : text;

    /// <summary>For every text cell read from a CSV file: takes away the one apostrophe that we put there.</summary>
    public static string Unprefix(string text) => text.StartsWith('\'') && NeedsPrefix(text) ? text[1..] : text;

    // Some programs skip blanks (and a stray byte order mark) before they look for the sign.
    private static bool IsRisky(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (StartsFormula.Contains(c))
                return true;
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('\uFEFF' or '\u200B'))
                return false;
        }

        return false;
    }
}
