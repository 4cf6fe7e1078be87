using System.Globalization;
using System.Text;
using Yaosu.Platform.Data;

namespace Yaosu.Batches.Registry;

/// <summary>What a batch number is without the way it was typed: case, blanks, hyphens and full-width signs.</summary>
internal static class BatchKey
{
    /// <summary>One sign may become as many.</summary>
    private const int MostOfOne = 4;

    public const int Longest = Batch.NumberLength * MostOfOne;

    public static string Of(string typed)
    {
        var key = new StringBuilder(typed.Length);
        foreach (var rune in StoredText.Clean(typed).Normalize(NormalizationForm.FormKC).EnumerateRunes())
            if (!Rune.IsWhiteSpace(rune) && rune.Value != 0x2212 && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.Control))
                key.Append(Rune.ToUpperInvariant(rune));
        return StoredText.Cut(key.ToString(), Longest);
    }
}
