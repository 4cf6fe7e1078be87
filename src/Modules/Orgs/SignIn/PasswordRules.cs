using System.Text.RegularExpressions;

namespace Yaosu.Orgs.SignIn;

/// <summary>Length and not-guessable count; mixtures of character classes don't. Chinese and emoji are welcome.</summary>
public static partial class PasswordRules
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    // Stems of the lists that attackers try first; digits and signs around them change nothing.
    private static readonly HashSet<string> Stems = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passw0rd", "p@ssword", "p@ssw0rd", "admin", "administrator", "root", "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm", "iloveyou", "welcome", "letmein",
        "monkey", "dragon", "football", "baseball", "sunshine", "princess", "superman", "batman", "trustno", "abc", "abcd", "abcdef", "abcdefgh", "test", "guest", "user",
        "woaini", "wodemima", "mima", "nihao", "yaosu", "company", "changeme", "default", "master", "shadow", "qazwsx", "qazwsxedc", "asdf", "zxcv", "qwer", "asd", "qwe", "aa", "a",
    };

    public static Refusal? Check(string password, string signInName)
    {
        var length = new System.Globalization.StringInfo(password).LengthInTextElements;
        if (length < MinLength)
            return OrgsRefusals.PasswordTooShort;
        if (password.Length > MaxLength)
            return OrgsRefusals.PasswordTooLong;
        return IsCommon(password, signInName) ? OrgsRefusals.PasswordTooCommon : null;
    }

    private static bool IsCommon(string password, string signInName)
    {
        if (password.Distinct().Count() <= 2 || password.All(char.IsAsciiDigit) || IsRun(password))
            return true;
        if (signInName.Length >= 4 && password.Contains(signInName, StringComparison.OrdinalIgnoreCase) && password.Length - signInName.Length < MinLength)
            return true;
        var stem = DigitsAndSignsAround().Replace(password, "");
        return Stems.Contains(stem) && password.Length < 14;
    }

    /// <summary>abcdefgh, 87654321.</summary>
    private static bool IsRun(string text) => text.Zip(text.Skip(1), (a, b) => b - a).Distinct().ToList() is [1] or [-1];

    [GeneratedRegex(@"^[\d\W_]+|[\d\W_]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigitsAndSignsAround();
}
