using System.Buffers.Text;
using System.Security.Cryptography;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>A browser asks for a code that a phone can scan. Public: whoever asks is nobody yet.</summary>
public sealed class AskForQrSignIn(AppDbFactory databases)
{
    /// <param name="Id">For the code.</param>
    /// <param name="Secret">For the browser's cookie, never for the code.</param>
    public sealed record Asked(string Id, string Secret, TimeSpan GoodFor);

    /// <param name="secret">What the browser got for an earlier code: so several of its tabs can show one.</param>
    public async Task<Asked> RunAsync(string? secret, string? address, string? device, CancellationToken ct = default)
    {
        if (secret is not { Length: 64 } || !secret.All(char.IsAsciiHexDigitUpper))
            secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        await using var platform = databases.OpenPlatform();
        platform.Add(new QrSignIn
        {
            IdHash = QrSignIn.HashOf(id),
            BrowserHash = QrSignIn.HashOf(secret),
            AskedAt = databases.Time.UtcNow(),
            Address = StoredText.Cut(address, 64),
            Device = StoredText.Cut(device, 200),
        });
        await platform.SaveChangesAsync(ct);
        return new(id, secret, QrSignIn.GoodFor);
    }
}
