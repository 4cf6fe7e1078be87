using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Yaosu.Orgs.SignIn;

/// <summary>Remembers in the browser, sealed, which steps somebody has done; good for five minutes. Nothing is kept on the server until he is in.</summary>
public sealed class SignInTickets(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("Yaosu.Orgs.SignIn");

    /// <param name="kind">What the ticket is good for: one of another kind opens nothing.</param>
    internal string Seal<T>(string kind, T done) => _protector.CreateProtector(kind).Protect(JsonSerializer.Serialize(new Sealed<T>(done, time.UtcNow() + GoodFor)));

    /// <returns>Null for what is too old or wasn't sealed here.</returns>
    internal T? Open<T>(string kind, string? ticket)
        where T : class
    {
        if (string.IsNullOrEmpty(ticket))
            return null;
        try
        {
            var opened = JsonSerializer.Deserialize<Sealed<T>>(_protector.CreateProtector(kind).Unprotect(ticket))!;
            return time.UtcNow() < opened.Until ? opened.Done : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Sealed<T>(T Done, DateTime Until);
}
