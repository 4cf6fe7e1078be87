using System.Text;

namespace Yaosu;

/// <summary>First letters of the pinyin of a Chinese text, as people type them to search: 厄贝沙坦片 is found by EBSTP.</summary>
public static class PinyinInitials
{
    private const char First = '\u4E00';

    /// <summary>One letter for each character from U+4E00 on, in the reading that a Chinese dictionary lists first.</summary>
    private static readonly string Letters = ReadLetters();

    /// <summary>Words in which a character is read otherwise than alone.</summary>
    private static readonly (string Word, string Letters)[] ReadOtherwise = [("重组", "CZ"), ("长效", "CX"), ("还原", "HY"), ("血清", "XQ")];

    /// <summary>Capital letters and digits; everything that has no reading is left out.</summary>
    public static string Of(string text)
    {
        foreach (var (word, letters) in ReadOtherwise)
            text = text.Replace(word, letters, StringComparison.Ordinal);
        var initials = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
                initials.Append(char.ToUpperInvariant(c));
            else if (c >= First && c - First < Letters.Length)
                initials.Append(Letters[c - First]);
        }
        return initials.ToString();
    }

    private static string ReadLetters()
    {
        using var resource = typeof(PinyinInitials).Assembly.GetManifestResourceStream("pinyin-initials.txt")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
