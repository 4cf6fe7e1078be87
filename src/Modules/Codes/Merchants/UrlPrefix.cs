using Yaosu.Platform.Data;

namespace Yaosu.Codes.Merchants;

/// <summary>How the codes of an enterprise begin that are printed as addresses.</summary>
internal static class UrlPrefix
{
    internal const int Length = 200;
    internal const string Scheme = "https://";
    private const int Shown = 60;

    /// <returns>As it stands in a code: lower-case host, no port that goes without saying, a path.</returns>
    internal static Outcome<string> Parse(string typed)
    {
        var text = typed.Trim();
        var wrong = CodesRefusals.PrefixWrong(StoredText.Cut(text, Shown));
        // What .NET would quietly mend or escape isn't what stands on the packs.
        if (text.Length > Length || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '?' or '#' or '\\'))
            return wrong;
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.UserInfo.Length > 0 || uri.HostNameType != UriHostNameType.Dns || !uri.IdnHost.Trim('.').Contains('.'))
            return wrong;
        var prefix = $"{Scheme}{uri.IdnHost.ToLowerInvariant()}{(uri.IsDefaultPort ? "" : FormattableString.Invariant($":{uri.Port}"))}{uri.AbsolutePath}";
        return prefix.Length > Length ? wrong : prefix;
    }

    /// <summary>With its port where one stands.</summary>
    internal static string HostOf(string prefix) => prefix[Scheme.Length..prefix.IndexOf('/', Scheme.Length)];

    /// <summary>Whether a code could begin with both.</summary>
    internal static bool Overlap(string one, string other) => one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);
}
