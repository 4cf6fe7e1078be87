using Yaosu.Platform.Files;

namespace Yaosu.Codes.OwnCodes;

/// <summary>Files of own codes on their way in; what stays of them are the codes.</summary>
public static class OwnCodeFile
{
    /// <summary>From a browser.</summary>
    public static readonly FilePurpose Purpose = new("own-codes", "自有码文件")
    {
        Uploads = new HashSet<FileKind> { FileKind.Text, FileKind.Zip },
        MaxBytes = 1024 * 1024,
        ToUpload = CodesPermissions.MakePackages,
        MayRead = FileReaders.OwnerOnly,
        GoesAfter = TimeSpan.FromDays(1),
    };

    /// <summary>From a program; nobody uploads to it by hand.</summary>
    public static readonly FilePurpose Sent = new("own-codes-sent", "接口传来的自有码文件")
    {
        Uploads = new HashSet<FileKind> { FileKind.Text },
        MaxBytes = 100L * 1024 * 1024,
        ToUpload = CodesPermissions.MakePackages,
        MayRead = FileReaders.OwnerOnly,
        GoesAfter = TimeSpan.FromDays(1),
    };
}
