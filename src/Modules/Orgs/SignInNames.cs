using System.Text;

namespace Yaosu.Orgs;

public static class SignInNames
{
    public const int Length = 64;

    /// <summary>Full-width letters, upper case and stray blanks mean the same name.</summary>
    /// <returns>Empty for what can't be a name.</returns>
    public static string Normalise(string name)
    {
        try
        {
            var normal = name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
            return normal.Any(char.IsControl) ? "" : normal;
        }
        catch (ArgumentException)
        {
            return ""; // Torn or forbidden characters.
        }
    }
}
