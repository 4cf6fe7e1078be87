using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.SignIn;

/// <summary>Waiting → Scanned → Confirmed → Used, or Refused instead. What is too old is neither stored as such nor moved on.</summary>
internal enum QrSignInState
{
    Waiting,

    /// <summary>Belongs to whoever scanned it first: nobody else can answer.</summary>
    Scanned,
    Confirmed,
    Refused,

    /// <summary>The browser that asked is in.</summary>
    Used,
}

/// <summary>扫码登录: a browser that asks to be let in by somebody who is signed in on a phone. The id is in the code that everybody around can photograph; what lets
/// in is the browser's own secret. The table holds hashes of both, so a copy of it opens nothing.</summary>
[PlatformFact("Whoever asks is nobody yet, and a phone of any enterprise may answer.")]
internal sealed class QrSignIn
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(60);

    /// <summary>Confirmed in the last second, it can still be fetched by a browser on a slow line.</summary>
    public static readonly TimeSpan FetchedWithin = TimeSpan.FromSeconds(30);

    public required string IdHash { get; init; }

    public required string BrowserHash { get; init; }

    public required DateTime AskedAt { get; init; }

    public string? Address { get; init; }

    public string? Device { get; init; }

    public QrSignInState State { get; set; }

    /// <summary>Whose phone scanned it; null before.</summary>
    public long? OrgId { get; set; }

    public long? UserId { get; set; }

    /// <summary>The phone's session that confirmed; it has to live until the browser is in.</summary>
    public string? SessionId { get; set; }

    public DateTime? ConfirmedAt { get; set; }

    public bool IsOver(DateTime now) => now >= (ConfirmedAt is { } confirmed ? confirmed + FetchedWithin : AskedAt + GoodFor);

    internal static string HashOf(string random) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(random)));

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<QrSignIn>().ToTable("QrSignIns", OrgsModule.SchemaName);
        entity.HasKey(x => x.IdHash);
        entity.Property(x => x.IdHash).HasMaxLength(64);
        entity.Property(x => x.BrowserHash).HasMaxLength(64);
        entity.Property(x => x.SessionId).HasMaxLength(64);
        entity.Property(x => x.Address).HasMaxLength(64);
        entity.Property(x => x.Device).HasMaxLength(200);
        entity.HasIndex(x => x.AskedAt);
    }
}
