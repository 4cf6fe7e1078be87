using Yaosu.Platform.Files;

namespace Yaosu.Orgs.Certificates;

/// <summary>Reads the certificate that the actor has uploaded. The file itself is not kept: what it says is.</summary>
public sealed class CertificateFile(FileStore files)
{
    public static readonly FilePurpose Purpose = new("certificate", "数字证书")
    {
        Uploads = new HashSet<FileKind> { FileKind.Certificate },
        MaxBytes = 64 * 1024,
        ToUpload = OrgsPermissions.ManageCertificates,
        MayRead = FileReaders.OwnerOnly,
        GoesAfter = TimeSpan.FromHours(24),
    };

    public async Task<Outcome<CertificateFacts>> ReadAsync(Actor actor, long? fileId, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageCertificates) is { } refusal)
            return refusal;
        if (fileId is not { } id || await files.FindAsync(actor, id, ct) is not { } file || file.Purpose != Purpose.Code || files.TryOpen(file) is not { } bytes)
            return OrgsRefusals.CertificateFileRequired;
        await using (bytes)
        {
            var content = new byte[(int)Math.Min(bytes.Length, Purpose.MaxBytes)];
            await bytes.ReadExactlyAsync(content, ct);
            return CertificateFacts.Read(content);
        }
    }
}
