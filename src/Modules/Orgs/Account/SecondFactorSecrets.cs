using Microsoft.AspNetCore.DataProtection;

namespace Yaosu.Orgs.Account;

/// <summary>Seals the secrets of authenticator apps: a copy of the table alone makes no codes.</summary>
public sealed class SecondFactorSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Yaosu.Orgs.SecondFactor");

    internal string Seal(byte[] secret) => Convert.ToBase64String(_protector.Protect(secret));

    internal byte[] Open(string stored) => _protector.Unprotect(Convert.FromBase64String(stored));
}
