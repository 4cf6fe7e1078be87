using Yaosu.Platform.Files;

namespace Yaosu.Orgs.Account;

/// <summary>A person's picture: uploaded by himself, seen by his enterprise.</summary>
public static class AvatarFile
{
    public static readonly FilePurpose Purpose = new("avatar", "头像")
    {
        Uploads = new HashSet<FileKind> { FileKind.Jpeg, FileKind.Png, FileKind.WebP },
        MaxBytes = 2 * 1024 * 1024,
        MayRead = FileReaders.WholeEnterprise,
        GoesAfter = TimeSpan.FromHours(24),
    };
}
