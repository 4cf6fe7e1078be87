using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Yaosu.Platform.Data;

/// <summary>Text from outside on its way into a column: without what a database refuses, not longer than the column.</summary>
public static class StoredText
{
    /// <summary>Cut to the length with an ellipsis; never through the middle of a character.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int length)
    {
        if (text is null)
            return null;
        text = Clean(text);
        if (text.Length <= length)
            return text;
        var end = length - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>Control characters but line breaks and tabs become blanks, torn surrogates a replacement mark: PostgreSQL refuses both.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(c => char.IsSurrogate(c) || (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t') ? " " : rune.ToString());
        return clean.ToString();
    }
}
