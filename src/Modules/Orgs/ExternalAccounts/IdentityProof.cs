using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Yaosu.Orgs.ExternalAccounts;

/// <summary>Checks what an OpenID provider says about a person: signed with one of its keys, for us, for this very sign-in, and fresh.</summary>
internal static class IdentityProof
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    internal sealed record Expected(string Issuer, string ClientId, string Nonce, DateTimeOffset Now);

    /// <summary>Which key it says it was signed with; null when it doesn't, or isn't a token.</summary>
    internal static string? KeyIdOf(string token) => Part(token, 0) is { } header ? Text(header, "kid") : null;

    /// <returns>The claims; or why they aren't believed, for the log.</returns>
    internal static (JsonElement? Claims, string? Why) Check(string token, IReadOnlyList<JsonElement> keys, Expected expected)
    {
        if (Part(token, 0) is not { } header || Part(token, 1) is not { } claims || token.Count(c => c == '.') != 2)
            return (null, "not a token");
        if (!IsSigned(token, Text(header, "alg"), Text(header, "kid"), keys))
            return (null, "signature");
        if (Text(claims, "iss") != expected.Issuer)
            return (null, "issuer");
        if (!Audiences(claims).Contains(expected.ClientId, StringComparer.Ordinal) || (Text(claims, "azp") is { } party && party != expected.ClientId))
            return (null, "audience");
        if (Seconds(claims, "exp") is not { } expires || DateTimeOffset.FromUnixTimeSeconds(expires) + ClockSkew <= expected.Now)
            return (null, "expired");
        if (Seconds(claims, "iat") is { } issued && DateTimeOffset.FromUnixTimeSeconds(issued) - ClockSkew > expected.Now)
            return (null, "issued in the future");
        return Text(claims, "nonce") == expected.Nonce ? (claims, null) : (null, "nonce");
    }

    internal static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    } : null;

    // Only signatures of key pairs: what the client's own secret signs, anybody could sign who has ever seen it.
    private static bool IsSigned(string token, string? algorithm, string? keyId, IReadOnlyList<JsonElement> keys)
    {
        var end = token.LastIndexOf('.');
        if (Decode(token[(end + 1)..]) is not { } signature)
            return false;
        var signed = Encoding.ASCII.GetBytes(token[..end]);
        return keys.Where(key => keyId is null || Text(key, "kid") == keyId).Where(key => Text(key, "use") is null or "sig").Any(key => algorithm switch
        {
            "RS256" => IsSignedByRsa(key, signed, signature, RSASignaturePadding.Pkcs1),
            "PS256" => IsSignedByRsa(key, signed, signature, RSASignaturePadding.Pss),
            "ES256" => IsSignedByEc(key, signed, signature),
            _ => false,
        });
    }

    private static bool IsSignedByRsa(JsonElement key, byte[] signed, byte[] signature, RSASignaturePadding padding)
    {
        if (Text(key, "kty") != "RSA" || Decode(Text(key, "n")) is not { Length: >= 256 } modulus || Decode(Text(key, "e")) is not { } exponent)
            return false;
        try
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
            return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, padding);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsSignedByEc(JsonElement key, byte[] signed, byte[] signature)
    {
        if (Text(key, "kty") != "EC" || Text(key, "crv") != "P-256" || Decode(Text(key, "x")) is not { } x || Decode(Text(key, "y")) is not { } y)
            return false;
        try
        {
            using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } });
            return ec.VerifyData(signed, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static IEnumerable<string?> Audiences(JsonElement claims) => !claims.TryGetProperty("aud", out var audience) ? []
        : audience.ValueKind == JsonValueKind.Array ? audience.EnumerateArray().Where(x => x.ValueKind == JsonValueKind.String).Select(x => x.GetString())
        : [Text(claims, "aud")];

    private static long? Seconds(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
        && seconds is > 0 and < 253402300799 ? (long)seconds : null;

    private static JsonElement? Part(string token, int index)
    {
        if (token.Split('.') is not { Length: 3 } parts || Decode(parts[index]) is not { } bytes)
            return null;
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
