using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Yaosu.Orgs;
using Yaosu.Orgs.Certificates;
using Yaosu.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Certificates;

/// <summary>What may be uploaded as a certificate, by its content, and what is read out of it.</summary>
public sealed class CertificateFileTests
{
    private static readonly ManualTime Time = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_public_certificate_is_taken_as_DER_and_as_PEM(bool pem)
    {
        using var certificate = TestCertificates.Of("5000000123", Time);
        var file = pem ? Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()) : certificate.RawData;
        (await SniffAsync(file)).Value.Kind.Should().Be(FileKind.Certificate);
        var facts = CertificateFacts.Read(file).Value;
        facts.Should().BeEquivalentTo(new { Number = "5000000123", CommonName = "示例·持有人", Thumbprint = Convert.ToHexString(SHA256.HashData(certificate.RawData)) });
        facts.ValidUntil.Kind.Should().Be(DateTimeKind.Utc);
        facts.ValidUntil.Should().BeCloseTo(Time.GetUtcNow().AddDays(365).UtcDateTime, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("pfx")]
    [InlineData("pfx without a password")]
    [InlineData("pkcs8")]
    [InlineData("pkcs8 encrypted")]
    [InlineData("pkcs1")]
    [InlineData("sec1")]
    [InlineData("pem key")]
    [InlineData("pem with certificate and key")]
    public async Task A_private_key_is_refused_in_every_form(string form)
    {
        using var certificate = TestCertificates.Of("5000000123", Time);
        using var ec = certificate.GetECDsaPrivateKey()!;
        using var rsa = RSA.Create(2048);
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        var file = form switch
        {
            "pfx" => certificate.Export(X509ContentType.Pkcs12, "secret"),
            "pfx without a password" => certificate.Export(X509ContentType.Pkcs12),
            "pkcs8" => ec.ExportPkcs8PrivateKey(),
            "pkcs8 encrypted" => ec.ExportEncryptedPkcs8PrivateKey("secret", parameters),
            "pkcs1" => rsa.ExportRSAPrivateKey(),
            "sec1" => ec.ExportECPrivateKey(),
            "pem key" => Encoding.ASCII.GetBytes(rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters)),
            _ => Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + ec.ExportPkcs8PrivateKeyPem()),
        };
        (await SniffAsync(file)).Refusal.Should().Be(FileRefusals.PrivateKey());
    }

    [Fact]
    public async Task What_is_no_certificate_is_refused_and_hostile_bytes_do_not_throw()
    {
        using var certificate = TestCertificates.Of("5000000123", Time);
        (await SniffAsync("姓名,部门\n示例,综合部\n"u8.ToArray())).Refusal!.Code.Should().Be("file.kind-not-allowed");
        (await SniffAsync(certificate.RawData[..^1])).Refusal!.Code.Should().Be("file.unknown");
        (await SniffAsync([.. certificate.RawData, 0])).Refusal!.Code.Should().Be("file.unknown");
        var random = RandomNumberGenerator.GetBytes(400);
        for (var length = 0; length < random.Length; length++)
        {
            var bytes = random[..length];
            if (length > 1)
                (bytes[0], bytes[1]) = (0x30, 0x80);
            (await ContentSniffer.SniffAsync(new MemoryStream(bytes), CancellationToken.None)).Kind.Should().NotBe(FileKind.Certificate);
        }
    }

    [Fact]
    public void Several_in_one_file_a_short_key_and_a_broken_one_are_refused_in_their_own_words()
    {
        using var certificate = TestCertificates.Of(null, Time);
        CertificateFacts.Read(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + certificate.ExportCertificatePem())).Refusal.Should().Be(OrgsRefusals.CertificatesInOneFile);
        CertificateFacts.Read("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"u8).Refusal.Should().Be(OrgsRefusals.CertificateUnreadable);
        using var rsa = RSA.Create(1024);
        using var weak = new CertificateRequest("CN=weak", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Time.GetUtcNow(), Time.GetUtcNow().AddDays(1));
        CertificateFacts.Read(weak.RawData).Refusal.Should().Be(OrgsRefusals.CertificateKeyTooShort);
    }

    [Theory]
    [InlineData("CN=示例, SERIALNUMBER=5000000123", "5000000123")]
    [InlineData("CN=3000000123", "3000000123")]
    [InlineData("CN=示例, SERIALNUMBER=CA-77", null)]
    [InlineData("CN=示例, SERIALNUMBER=510000000000000001", null)] // as long as a citizen's number
    [InlineData("O=示例", null)]
    public void The_number_is_read_from_the_subject_when_it_stands_there(string subject, string? number)
    {
        using var certificate = TestCertificates.Make(subject, Time.GetUtcNow(), Time.GetUtcNow().AddDays(1));
        TestCertificates.FactsOf(certificate).Number.Should().Be(number);
    }

    private static Task<Outcome<FileContent>> SniffAsync(byte[] file) => ContentSniffer.AcceptAsync(new MemoryStream(file), CertificateFile.Purpose.Uploads, CancellationToken.None);
}
