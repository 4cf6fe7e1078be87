using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Certificates;

/// <summary>Where the account of a certificate is managed; told by the first digit of its number.</summary>
public enum CertificateKind
{
    /// <summary>Begins with 5: shown in 组织架构, like a person.</summary>
    [Label("新证书")]
    New,

    /// <summary>Begins with 3: set on 数字证书管理.</summary>
    [Label("旧证书")]
    Old,
}

/// <summary>What an uploaded certificate says, and what became of it. Its account (<see cref="User"/>) has the rights; after a renewal it has one more of these.</summary>
[Label("数字证书")]
public sealed class Certificate : IOwnedByOrg, IVersioned, IAuditSubject
{
    public const int TextLength = 200;
    public const int ReasonLength = 200;

    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public int Version { get; private set; }

    /// <summary>The account that it signs in.</summary>
    public required long UserId { get; init; }

    [Label("证书号")]
    public required string Number { get; init; }

    [Label("证书类型")]
    public required CertificateKind Kind { get; init; }

    [Label("证书主体")]
    public required string Subject { get; init; }

    [Label("颁发者")]
    public required string Issuer { get; init; }

    /// <summary>The issuer's own number of it, in hex.</summary>
    [Label("序列号")]
    public required string SerialNumber { get; init; }

    /// <summary>Hex SHA-256 of the whole certificate: this, and not its issuer, is what makes it trusted.</summary>
    [Label("指纹")]
    public required string Thumbprint { get; init; }

    [Label("有效期起")]
    public required DateTime ValidFrom { get; init; }

    [Label("有效期止")]
    public required DateTime ValidUntil { get; init; }

    [Label("上传时间")]
    public required DateTime UploadedAt { get; init; }

    /// <summary>Null for the account's present one.</summary>
    [Label("更换时间")]
    public DateTime? ReplacedAt { get; set; }

    [Label("吊销时间")]
    public DateTime? RevokedAt { get; set; }

    [Label("吊销原因")]
    public string? RevokedWhy { get; set; }

    string IAuditSubject.AuditName => Number;

    internal static Certificate Of(CertificateFacts facts, User user, string number, DateTime now) => new()
    {
        UserId = user.Id,
        Number = number,
        Kind = user.Certificate!.Value,
        Subject = facts.Subject,
        Issuer = facts.Issuer,
        SerialNumber = facts.SerialNumber,
        Thumbprint = facts.Thumbprint,
        ValidFrom = facts.ValidFrom,
        ValidUntil = facts.ValidUntil,
        UploadedAt = now,
    };

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Certificate>().ToTable("Certificates", OrgsModule.SchemaName);
        entity.Property(x => x.Number).HasMaxLength(CertificateNumber.MostDigits);
        entity.Property(x => x.Subject).HasMaxLength(TextLength);
        entity.Property(x => x.Issuer).HasMaxLength(TextLength);
        entity.Property(x => x.SerialNumber).HasMaxLength(64);
        entity.Property(x => x.Thumbprint).HasMaxLength(64);
        entity.Property(x => x.RevokedWhy).HasMaxLength(ReasonLength);
        entity.BelongsTo<Certificate, User>(x => x.UserId);
        entity.HasIndex(x => new { x.OrgId, x.ValidUntil });
    }
}

/// <summary>Whose certificate it is. Stays when it is revoked or replaced: the same certificate never opens anything twice.</summary>
[PlatformFact("A certificate is presented before the enterprise is known, and is one certificate over all of them.")]
internal sealed class CertificateOwner
{
    public required string Thumbprint { get; init; }

    public required long OrgId { get; init; }

    public required long UserId { get; init; }

    public required long CertificateId { get; init; }

    /// <summary>Here too, so that those that end soon are found over all enterprises.</summary>
    public required DateTime ValidUntil { get; init; }

    /// <summary>How many days before its end the last warning was for; null before the first.</summary>
    public int? WarnedDays { get; set; }

    internal static CertificateOwner Of(Certificate certificate, long orgId) =>
        new() { Thumbprint = certificate.Thumbprint, OrgId = orgId, UserId = certificate.UserId, CertificateId = certificate.Id, ValidUntil = certificate.ValidUntil };

    /// <summary>When an account is removed in the caller's save: a certificate that was uploaded by mistake may be uploaded again, a revoked one may not.</summary>
    internal static async Task ForgetAsync(AppDb db, long userId, CancellationToken ct)
    {
        var live = await db.Set<Certificate>().Where(x => x.UserId == userId && x.RevokedAt == null).Select(x => x.Thumbprint).ToListAsync(ct);
        db.RemoveRange(await db.Set<CertificateOwner>().Where(x => x.OrgId == db.OrgId && live.Contains(x.Thumbprint)).ToListAsync(ct));
    }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<CertificateOwner>().ToTable("CertificateOwners", OrgsModule.SchemaName);
        entity.HasKey(x => x.Thumbprint);
        entity.Property(x => x.Thumbprint).HasMaxLength(64);
        entity.HasIndex(x => x.ValidUntil);
    }
}
