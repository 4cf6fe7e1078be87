namespace Yaosu.Codes;

/// <summary>What people type, paste and scan where a code is wanted: grouped, full-width, in small letters, or the whole address behind a QR code.</summary>
public static class TypedCode
{
    /// <summary>What is longer is no code and no address of one.</summary>
    public const int Longest = 512;

    public const int LongestCode = 64;

    /// <summary>The bare code in digits and capitals; null where there is none. Whose address it is, is for the caller to judge.</summary>
    public static string? Clean(string? typed)
    {
        if (typed is null || typed.Length > Longest)
            return null;
        var plain = Plain(typed);
        var scheme = new[] { "https://", "http://" }.FirstOrDefault(x => plain.StartsWith(x, StringComparison.OrdinalIgnoreCase));
        if (scheme is null && !plain.AsSpan().ContainsAny('/', '?'))
            return Bare(plain);
        var address = plain[(scheme?.Length ?? 0)..];
        var host = address.AsSpan(0, EndOf(address, "/?#"));
        // Without a scheme only a dot tells a host from something that has a slash in it.
        return host.IsEmpty || (scheme is null && !host.Contains('.')) ? null : OfAddress(address[host.Length..]);
    }

    private static string? OfAddress(string afterHost)
    {
        var address = afterHost[..EndOf(afterHost, "#")];
        var path = address[..EndOf(address, "?")];
        foreach (var part in address[path.Length..].TrimStart('?').Split('&'))
        {
            if (part.Split('=', 2) is [var name, { Length: > 0 } value] && (name.Equals("c", StringComparison.OrdinalIgnoreCase) || name.Equals("code", StringComparison.OrdinalIgnoreCase)))
                return Bare(Uri.UnescapeDataString(value.Replace('+', ' ')));
        }
        var last = path.TrimEnd('/');
        return Bare(Uri.UnescapeDataString(last[(last.LastIndexOf('/') + 1)..]));
    }

    private static int EndOf(string text, string marks) => text.AsSpan().IndexOfAny(marks) is >= 0 and var at ? at : text.Length;

    private static string? Bare(string text)
    {
        var code = Plain(text).Where(c => !IsHyphen(c)).Select(char.ToUpperInvariant).ToArray();
        return code.Length is > 0 and <= LongestCode && code.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)) ? new(code) : null;
    }

    // In pieces: one alone is cut at what no number exceeds.
    private static string Plain(string text) => string.Concat(text.Chunk(100).Select(piece => TypedText.Plain(new(piece))));

    // Hyphens, dashes, the minus sign.
    private static bool IsHyphen(char c) => c is '-' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE63';
}
