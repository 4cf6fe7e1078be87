namespace Yaosu.Orgs.Certificates;

/// <summary>证书号: its first digit says which kind of certificate it is.</summary>
internal static class CertificateNumber
{
    internal const int LeastDigits = 6;

    /// <summary>Shorter than a citizen's number (18 digits), which some issuers write into the same attribute.</summary>
    internal const int MostDigits = 16;

    internal static bool LooksLikeOne(string text) => text.Length is >= LeastDigits and <= MostDigits && text.All(char.IsAsciiDigit);

    internal static Outcome<CertificateKind> KindOf(string number) =>
        number.Length == 0 ? OrgsRefusals.CertificateNumberRequired
        : !LooksLikeOne(number) ? OrgsRefusals.CertificateNumberShape
        : number[0] switch
        {
            '5' => CertificateKind.New,
            '3' => CertificateKind.Old,
            _ => OrgsRefusals.CertificateNumberKind,
        };
}
