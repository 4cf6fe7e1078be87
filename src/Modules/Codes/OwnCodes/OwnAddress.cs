using System.Buffers;
using System.Globalization;
using Yaosu.Codes.Merchants;

namespace Yaosu.Codes.OwnCodes;

/// <summary>An address that is printed as a code.</summary>
internal static class OwnAddress
{
    /// <summary>What is longer can't begin with a prefix and be a code.</summary>
    public const int Longest = UrlPrefix.Length + OwnCode.MostCharacters;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/=?&");
    private static readonly SearchValues<char> InHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.:");
    private static readonly IdnMapping Idn = new();

    /// <summary>With host and port in the form of prefixes, the rest as it is: QR codes are often written in capitals.</summary>
    /// <returns>Null for what is no address.</returns>
    public static (string Host, string Address)? Normalize(string text)
    {
        if (text.Length > Longest || !text.StartsWith(UrlPrefix.Scheme, StringComparison.OrdinalIgnoreCase) || text.IndexOf('/', UrlPrefix.Scheme.Length) is not (> 0 and var end))
            return null;
        var host = text[UrlPrefix.Scheme.Length..end];
        try
        {
            // Prefixes are kept in lower case.
#pragma warning disable CA1308
            host = (Ascii(host) ? host : Idn.GetAscii(host)).ToLowerInvariant();
#pragma warning restore CA1308
        }
        catch (ArgumentException)
        {
            return null;
        }
        if (host.EndsWith(":443", StringComparison.Ordinal))
            host = host[..^4];
        if (host.AsSpan().IndexOfAnyExcept(InHost) >= 0)
            return null;
        return (host, UrlPrefix.Scheme + host + text[end..]);
    }

    /// <returns>Why it can't be what stands after a prefix; null when it can.</returns>
    public static string? WhatIsWrong(string code) => code.Length switch
    {
        0 => "前缀后面没有码。",
        < OwnCode.FewestCharacters => $"前缀后面只有 {code.Length} 个字符，至少要有 {OwnCode.FewestCharacters} 个。",
        > OwnCode.MostCharacters => $"前缀后面有 {code.Length} 个字符，不能超过 {OwnCode.MostCharacters} 个。",
        _ => code.AsSpan().IndexOfAnyExcept(Allowed) is >= 0 and var at ? $"码里有“{Shown(code, at)}”，只能用字母、数字和 - _ . ~ / = ? &。" : null,
    };

    private static bool Ascii(string text) => text.All(char.IsAscii);

    private static string Shown(string code, int at) => code[at] switch
    {
        ' ' => "空格",
        _ when char.IsSurrogatePair(code, at) => code.Substring(at, 2),
        var c when char.IsControl(c) || char.IsSurrogate(c) => FormattableString.Invariant($"U+{(int)c:X4}"),
        var c => c.ToString(),
    };
}
