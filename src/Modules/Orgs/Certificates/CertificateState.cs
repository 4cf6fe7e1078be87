using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Certificates;

/// <summary>Whether a certificate signs anybody in today.</summary>
public enum CertificateState
{
    [Label("有效")]
    Valid,

    [Label("即将到期")]
    EndsSoon,

    [Label("未生效")]
    NotYet,

    [Label("已过期")]
    Expired,

    [Label("已吊销")]
    Revoked,

    /// <summary>Another one has taken its place.</summary>
    [Label("已更换")]
    Replaced,
}

internal static class CertificateStates
{
    /// <summary>How long before its end it ends soon, and is warned of the first time.</summary>
    internal const int SoonDays = 30;

    internal static CertificateState Of(DateTime from, DateTime until, DateTime? revokedAt, DateTime? replacedAt, DateTime now) =>
        revokedAt is not null ? CertificateState.Revoked
        : replacedAt is not null ? CertificateState.Replaced
        : until <= now ? CertificateState.Expired
        : from > now ? CertificateState.NotYet
        : until <= now.AddDays(SoonDays) ? CertificateState.EndsSoon
        : CertificateState.Valid;

    internal static CertificateState Of(Certificate x, DateTime now) => Of(x.ValidFrom, x.ValidUntil, x.RevokedAt, x.ReplacedAt, now);

    /// <summary>As <see cref="Of(Certificate, DateTime)"/> says, for an account's present certificate.</summary>
    internal static IQueryable<Certificate> In(this IQueryable<Certificate> present, CertificateState state, DateTime now)
    {
        var soon = now.AddDays(SoonDays);
        return state switch
        {
            CertificateState.Revoked => present.Where(x => x.RevokedAt != null),
            CertificateState.Replaced => present.Where(x => x.RevokedAt == null && x.ReplacedAt != null),
            CertificateState.Expired => present.Where(x => x.RevokedAt == null && x.ValidUntil <= now),
            CertificateState.NotYet => present.Where(x => x.RevokedAt == null && x.ValidUntil > now && x.ValidFrom > now),
            CertificateState.EndsSoon => present.Where(x => x.RevokedAt == null && x.ValidUntil > now && x.ValidFrom <= now && x.ValidUntil <= soon),
            CertificateState.Valid => present.Where(x => x.RevokedAt == null && x.ValidFrom <= now && x.ValidUntil > soon),
        };
    }

    internal static Tone ToneOf(CertificateState state) => state switch
    {
        CertificateState.Valid => Tone.Ok,
        CertificateState.EndsSoon => Tone.Warn,
        CertificateState.NotYet => Tone.Info,
        CertificateState.Expired or CertificateState.Revoked => Tone.Danger,
        CertificateState.Replaced => Tone.Neutral,
    };
}
