using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yaosu.Platform.Security;

/// <summary>Ten codes on a sheet of paper for the day the phone is gone. Each opens the door once; only their hashes are kept.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;

    private const int Length = 12;
    private const int Group = 4;
    private const int Rounds = 100_000;
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const string Kind = "pbkdf2-sha512";

    // Without letters and digits that look alike; sixty bits in twelve of them, so a stolen table of hashes is no use.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <returns>The codes, to be shown once, and what to keep of them.</returns>
    public static (IReadOnlyList<string> Codes, string Stored) Generate()
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        string[] codes = [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length))];
        return ([.. codes.Select(code => string.Join('-', code.Chunk(Group).Select(part => new string(part))))], Store(Rounds, salt, codes.Select(code => Hash(code, salt, Rounds))));
    }

    /// <returns>What to keep from now on: all but the code just used; null when the code is wrong or was used before. Save it where a second use at the same
    /// moment is noticed.</returns>
    public static string? TryUse(string stored, string? typed)
    {
        var (rounds, salt, hashes) = Read(stored);
        var hash = Hash(Plain(typed), salt, rounds);
        var found = -1;
        for (var i = 0; i < hashes.Length; i++)
        {
            if (CryptographicOperations.FixedTimeEquals(hashes[i], hash))
                found = i;
        }
        return found < 0 ? null : Store(rounds, salt, hashes.Where((_, i) => i != found));
    }

    /// <summary>How many are left.</summary>
    public static int Left(string stored) => Read(stored).Hashes.Length;

    // By hand: normalising throws on torn and forbidden characters, and full-width ones are all that is typed instead.
    private static string Plain(string? typed) =>
        new([.. (typed ?? "").Take(64).Select(c => c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c).Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static byte[] Hash(string code, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), salt, rounds, HashAlgorithmName.SHA512, HashLength);

    private static string Store(int rounds, byte[] salt, IEnumerable<byte[]> hashes) =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind}${rounds}${Convert.ToBase64String(salt)}${string.Join(',', hashes.Select(Convert.ToBase64String))}");

    private static (int Rounds, byte[] Salt, byte[][] Hashes) Read(string stored) => stored.Split('$') is [Kind, var rounds, var salt, var hashes]
        ? (int.Parse(rounds, CultureInfo.InvariantCulture), Convert.FromBase64String(salt), [.. hashes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromBase64String)])
        : throw new FormatException("The stored recovery codes are of an unknown kind.");
}
