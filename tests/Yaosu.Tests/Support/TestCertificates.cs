using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Yaosu.Orgs.Certificates;

namespace Yaosu.Tests.Support;

/// <summary>Certificates that nobody issued, with their keys.</summary>
internal static class TestCertificates
{
    private static int _numbers;

    /// <param name="first">What the number begins with.</param>
    internal static string NewNumber(char first) => $"{first}{Interlocked.Increment(ref _numbers):000000000}";

    internal static string SubjectOf(string? number, string name = "示例·持有人") => number is null ? $"CN={name}" : $"CN={name}, SERIALNUMBER={number}";

    internal static X509Certificate2 Make(string subject, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(from, until);
    }

    internal static X509Certificate2 Of(string? number, TimeProvider time, double validDays = 365, double sinceDays = 1) =>
        Make(SubjectOf(number), time.GetUtcNow().AddDays(-sinceDays), time.GetUtcNow().AddDays(validDays));

    internal static CertificateFacts FactsOf(X509Certificate2 certificate) => CertificateFacts.Read(certificate.RawData).Value;

    internal static CertificateFacts Facts(string? number, TimeProvider time, double validDays = 365, double sinceDays = 1)
    {
        using var certificate = Of(number, time, validDays, sinceDays);
        return FactsOf(certificate);
    }
}
