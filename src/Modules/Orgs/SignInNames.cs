using System.Text;

namespace Yaosu.Orgs;

public static class SignInNames
{
    public const int Length = 64;

    /// <summary>Full-width letters, upper case and stray blanks mean the same name.</summary>
    public static string Normalise(string name) => name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
}
