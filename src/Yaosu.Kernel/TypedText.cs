using System.Globalization;
using System.Text;

namespace Yaosu;

/// <summary>What people type or paste where a number is wanted: full-width signs, blanks between groups, marks that nobody sees.</summary>
public static class TypedText
{
    private const int Longest = 200;

    /// <summary>Half-width, without blanks and invisible marks. What is far longer than any number is cut: it is no number either way.</summary>
    public static string Plain(string? typed)
    {
        var plain = new StringBuilder();
        foreach (var c in typed.AsSpan(0, Math.Min(typed?.Length ?? 0, Longest)))
        {
            if (c is >= '\uFF01' and <= '\uFF5E')
                plain.Append((char)(c - 0xFEE0));
            else if (!char.IsWhiteSpace(c) && !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format)
                plain.Append(c);
        }
        return plain.ToString();
    }

    internal static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
