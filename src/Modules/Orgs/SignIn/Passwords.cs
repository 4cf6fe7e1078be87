using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yaosu.Orgs.SignIn;

/// <summary>Hashes and checks passwords: PBKDF2 with SHA-512, its cost stored beside the hash so that it can be raised.</summary>
public static class Passwords
{
    private const int Rounds = 210_000;
    private const int SaltLength = 16;
    private const int HashLength = 32;

    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    // What an unknown name is checked against, so that it takes as long as a known one.
    private static readonly string Nobody = Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = Derive(password, salt, Rounds);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha512${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <param name="stored">Null for an unknown account: false, after the same work.</param>
    public static bool Check(string password, string? stored)
    {
        var parts = (stored ?? Nobody).Split('$');
        if (parts is not ["pbkdf2-sha512", var rounds, var salt, var hash])
            throw new FormatException("The stored password hash is of an unknown kind.");
        var derived = Derive(password, Convert.FromBase64String(salt), int.Parse(rounds, CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(hash)) && stored is not null;
    }

    /// <summary>Stands in sealed tickets for the password that was good when they were given: with another one they open nothing.</summary>
    internal static string FingerprintOf(string stored) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(stored))[..16]);

    /// <summary>A password to be told once and changed at first use; without letters that look alike.</summary>
    public static string Random(int length = 14) => RandomNumberGenerator.GetString(Alphabet, length);

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Composed(password)), salt, rounds, HashAlgorithmName.SHA512, HashLength);

    /// <summary>The same characters typed on two keyboards may arrive composed or decomposed.</summary>
    private static string Composed(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return password; // Torn or forbidden characters: as they came.
        }
    }
}
