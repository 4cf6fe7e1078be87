using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Signs in with a certificate whose private key the browser has just used. Two steps, since the port that asks for certificates is not where the console is.
/// Public: whoever asks is nobody yet.</summary>
public sealed class SignInWithCertificate(AppDbFactory databases, CompleteSignIn complete)
{
    /// <summary>What a browser keeps; its hash may be seen.</summary>
    public static string NewBrowserKey() => RandomNumberGenerator.GetHexString(64);

    public static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>On the port for certificates: whose it is, and whether it is good today. Issuers and chains are not asked: only what was uploaded counts.</summary>
    /// <param name="presented">From the handshake of this very connection, never from a header.</param>
    /// <returns>A code for the browser to carry on.</returns>
    public async Task<Outcome<string>> ProveAsync(X509Certificate2? presented, string? browserHash, string? address, string? device, CancellationToken ct = default)
    {
        if (presented is null)
            return OrgsRefusals.CertificateMissing;
        if (browserHash is not { Length: 64 })
            return OrgsRefusals.StepTookTooLong;
        var thumbprint = CertificateFacts.ThumbprintOf(presented);
        await using var platform = databases.OpenPlatform();
        if (await platform.Set<CertificateOwner>().AsNoTracking().SingleOrDefaultAsync(x => x.Thumbprint == thumbprint, ct) is not { } owner)
            return OrgsRefusals.CertificateUnknown;
        var found = await FindAsync(owner.OrgId, owner.UserId, owner.CertificateId, ct);
        if (found.Refusal is { } refusal)
        {
            await complete.FailAsync(found.User, SignInMethod.Certificate, address, device, found.Why!, ct);
            return refusal;
        }
        var code = RandomNumberGenerator.GetHexString(64);
        platform.Add(new CertificateHandOver
        {
            CodeHash = HashOf(code),
            BrowserHash = browserHash,
            OrgId = owner.OrgId,
            UserId = owner.UserId,
            CertificateId = owner.CertificateId,
            ExpiresAt = databases.Time.UtcNow() + CertificateHandOver.GoodFor,
        });
        await platform.SaveChangesAsync(ct);
        return code;
    }

    /// <summary>At the console's own address, with the code and the browser's key.</summary>
    public async Task<Outcome<SignInStep>> RunAsync(string? code, string? browserKey, string? address, string? device, CancellationToken ct = default)
    {
        if (string.IsNullOrEmpty(code) || string.IsNullOrEmpty(browserKey))
            return OrgsRefusals.StepTookTooLong;
        var (hash, now) = (HashOf(code), databases.Time.UtcNow());
        await using var platform = databases.OpenPlatform();
        // Of two with the same code one comes too late; in a wrong browser it is spent as well.
        if (await platform.Set<CertificateHandOver>().Where(x => x.CodeHash == hash && x.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.UsedAt, now), ct) == 0)
            return OrgsRefusals.StepTookTooLong;
        var shown = await platform.Set<CertificateHandOver>().AsNoTracking().SingleAsync(x => x.CodeHash == hash, ct);
        if (shown.ExpiresAt <= now || shown.BrowserHash != HashOf(browserKey))
            return OrgsRefusals.StepTookTooLong;
        // Revoked while the browser was on its way.
        var found = await FindAsync(shown.OrgId, shown.UserId, shown.CertificateId, ct);
        return found.Refusal ?? await complete.RunAsync(found.User, SignInMethod.Certificate, guessed: null, address, device, ct);
    }

    private sealed record Found(User User, Refusal? Refusal, string? Why);

    private async Task<Found> FindAsync(long orgId, long userId, long certificateId, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(orgId));
        var user = await db.Set<User>().AsNoTracking().SingleAsync(x => x.Id == userId, ct);
        var certificate = await db.Set<Certificate>().AsNoTracking().SingleAsync(x => x.Id == certificateId, ct);
        var (refusal, why) = CertificateStates.Of(certificate, databases.Time.UtcNow()) switch
        {
            CertificateState.Valid or CertificateState.EndsSoon => (null, null),
            CertificateState.NotYet => (OrgsRefusals.CertificateNotYet, "证书未生效"),
            CertificateState.Expired => (OrgsRefusals.CertificateExpired, "证书已过期"),
            CertificateState.Revoked => (OrgsRefusals.CertificateRevoked, "证书已吊销"),
            CertificateState.Replaced => (OrgsRefusals.CertificateReplaced, "证书已更换"),
        };
        return new(user, refusal, why);
    }
}
