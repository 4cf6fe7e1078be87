using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Certificates;

/// <summary>What a certificate says of itself. Nobody's word is taken for it: no chain is built, nothing is fetched.</summary>
/// <param name="Number">Null when the subject has none.</param>
/// <param name="CommonName">Null when the subject has none.</param>
public sealed record CertificateFacts(string? Number, string? CommonName, string Subject, string Issuer, string SerialNumber, string Thumbprint, DateTime ValidFrom, DateTime ValidUntil)
{
    internal const int LeastRsaBits = 2048;

    private const string SerialNumberOid = "2.5.4.5";
    private const string CommonNameOid = "2.5.4.3";

    /// <summary>Of a file that was sniffed to be a certificate, as DER or PEM.</summary>
    public static Outcome<CertificateFacts> Read(ReadOnlySpan<byte> file)
    {
        if (file.Count("-----BEGIN CERTIFICATE-----"u8) > 1)
            return OrgsRefusals.CertificatesInOneFile;
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(file);
            using var rsa = certificate.GetRSAPublicKey();
            return rsa is { KeySize: < LeastRsaBits } ? OrgsRefusals.CertificateKeyTooShort : Of(certificate);
        }
        catch (CryptographicException)
        {
            return OrgsRefusals.CertificateUnreadable;
        }
    }

    internal static string ThumbprintOf(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static CertificateFacts Of(X509Certificate2 certificate)
    {
        var (number, name) = (TextOf(certificate, SerialNumberOid), TextOf(certificate, CommonNameOid));
        return new(
            new[] { number, name }.FirstOrDefault(text => text is not null && CertificateNumber.LooksLikeOne(text)),
            name,
            StoredText.Cut(certificate.Subject, Certificate.TextLength),
            StoredText.Cut(certificate.Issuer, Certificate.TextLength),
            StoredText.Cut(certificate.SerialNumber, 64),
            ThumbprintOf(certificate),
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime());
    }

    private static string? TextOf(X509Certificate2 certificate, string oid) => certificate.SubjectName.EnumerateRelativeDistinguishedNames()
        .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == oid)
        .Select(part => part.GetSingleElementValue()?.Trim())
        .FirstOrDefault(text => text is { Length: > 0 });
}
