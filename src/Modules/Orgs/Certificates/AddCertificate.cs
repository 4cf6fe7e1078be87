using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Orgs.SignIn;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Certificates;

/// <summary>Gives an uploaded certificate an account of its own, without department and roles, and so without rights.</summary>
public sealed class AddCertificate(AppDbFactory databases)
{
    /// <returns>The account's id.</returns>
    public async Task<Outcome<long>> RunAsync(Actor actor, CertificateFacts facts, string? number, string? name, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageCertificates) is { } refusal)
            return refusal;
        if (actor.Departments is not null)
            return OrgsRefusals.CertificateNeedsWholeScope;
        if (facts.ValidUntil <= databases.Time.UtcNow())
            return OrgsRefusals.CertificateExpiredAlready;
        var wanted = NumberOf(facts, number);
        if (!wanted.TryGet(out var found))
            return wanted.Refusal!;
        if (!CertificateNumber.KindOf(found).TryGet(out var kind))
            return CertificateNumber.KindOf(found).Refusal!;
        var called = StoredText.Clean(string.IsNullOrWhiteSpace(name) ? facts.CommonName ?? "" : name).Trim();
        if (called.Length is 0 or > User.NameLength)
            return called.Length == 0 ? OrgsRefusals.NameRequired : OrgsRefusals.NameTooLong;
        if (await TakenAsync(databases, facts, found, ct) is { } taken)
            return taken;

        // Nobody knows it: the certificate alone signs in.
        var hash = await Task.Run(() => Passwords.Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(32))), ct);
        await using var db = databases.Open(actor);
        var now = databases.Time.UtcNow();
        var user = new User { SignInName = found, Name = called, PasswordHash = hash, Certificate = kind, CreatedAt = now };
        db.Add(user);
        db.Add(new SignInName { Name = found, OrgId = db.OrgId, UserId = user.Id });
        var stores = (await StoreChange.ForNewAsync(db, null, ct)).Value;
        stores.Apply(db, user, []);
        db.Record(OrgsActions.UserAdded, user, stores.Note);
        db.Record(OrgsActions.CertificateAdded, Add(db, facts, user, now));
        db.Touch(SaveDepartment.Topic);
        var saved = await db.TrySaveAsync(duplicate: OrgsRefusals.CertificateNumberTaken, ct: ct);
        return saved.IsDone ? user.Id : saved.Refusal!;
    }

    /// <summary>In the caller's save.</summary>
    internal static Certificate Add(AppDb db, CertificateFacts facts, User user, DateTime now)
    {
        var certificate = Certificate.Of(facts, user, user.SignInName, now);
        db.Add(certificate);
        db.Add(CertificateOwner.Of(certificate, db.OrgId));
        return certificate;
    }

    internal static async Task<Refusal?> KnownAsync(AppDb platform, CertificateFacts facts, CancellationToken ct) =>
        await platform.Set<CertificateOwner>().AnyAsync(x => x.Thumbprint == facts.Thumbprint, ct) ? OrgsRefusals.CertificateKnown : null;

    private static async Task<Refusal?> TakenAsync(AppDbFactory databases, CertificateFacts facts, string number, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        return await KnownAsync(platform, facts, ct)
            ?? (await platform.Set<SignInName>().AnyAsync(x => x.Name == number, ct) ? OrgsRefusals.CertificateNumberTaken : null);
    }

    /// <summary>What the certificate says itself can't be talked away.</summary>
    private static Outcome<string> NumberOf(CertificateFacts facts, string? typed)
    {
        var given = typed?.Trim() ?? "";
        return facts.Number is not { } own ? given
            : given.Length > 0 && given != own ? OrgsRefusals.CertificateNumberDiffers(own)
            : own;
    }
}
