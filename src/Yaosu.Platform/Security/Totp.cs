using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yaosu.Platform.Security;

/// <summary>One-time passwords by time (RFC 6238) as authenticator apps make them: SHA-1, six digits, thirty seconds.</summary>
public static class Totp
{
    public const int Digits = 6;
    public const int StepSeconds = 30;

    // RFC 4226 wants as many bits as the hash has.
    private const int SecretLength = 20;

    // A phone's clock may be half a minute off, or its owner slow.
    private const int Window = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <returns>The step that the code belongs to, to be kept and passed the next time; null when the code is wrong or not newer than the last one used.</returns>
    /// <param name="lastStep">Of the last code that was accepted: a code that somebody looked at over a shoulder is good for nothing. Null before the first.</param>
    public static long? Check(ReadOnlySpan<byte> secret, string? typed, DateTime utc, long? lastStep)
    {
        var given = new string([.. (typed ?? "").Take(64).Where(c => !char.IsWhiteSpace(c)).Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c)]);
        if (given.Length != Digits || !given.All(char.IsAsciiDigit))
            return null;
        var now = StepOf(utc);
        long? found = null;
        // All of the window each time, so that the time taken says nothing about where a code would fit.
        for (var step = now - Window; step <= now + Window; step++)
        {
            var isIt = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(Code(secret, step)));
            if (isIt & step > (lastStep ?? long.MinValue))
                found = step;
        }
        return found;
    }

    public static string Code(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What authenticator apps speak; the collisions of SHA-1 don't touch HMAC.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & 0x7FFF_FFFF;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    public static long StepOf(DateTime utc) => (long)Math.Floor((utc - DateTime.UnixEpoch).TotalSeconds / StepSeconds);

    /// <summary>The secret as people type it into an app: groups of four letters.</summary>
    public static string Text(ReadOnlySpan<byte> secret)
    {
        var plain = Encode(secret);
        return string.Join(' ', Enumerable.Range(0, (plain.Length + 3) / 4).Select(i => plain.Substring(i * 4, Math.Min(4, plain.Length - (i * 4)))));
    }

    /// <summary>What the QR code holds that an app scans.</summary>
    /// <param name="account">Which account of that issuer, as its owner knows it.</param>
    public static string Uri(string issuer, string account, ReadOnlySpan<byte> secret) =>
        $"otpauth://totp/{Escape(issuer)}:{Escape(account)}?secret={Encode(secret)}&issuer={Escape(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";

    private static string Escape(string text) => System.Uri.EscapeDataString(text.Replace(":", "", StringComparison.Ordinal));

    private static string Encode(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var b in secret)
        {
            (bits, count) = ((bits << 8) | b, count + 8);
            for (; count >= 5; count -= 5)
                text.Append(Base32[(bits >> (count - 5)) & 31]);
            bits &= (1 << count) - 1;
        }
        return count == 0 ? text.ToString() : text.Append(Base32[(bits << (5 - count)) & 31]).ToString();
    }
}
