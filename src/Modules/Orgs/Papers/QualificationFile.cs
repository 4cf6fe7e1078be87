using Yaosu.Orgs.Onboarding;
using Yaosu.Platform.Files;

namespace Yaosu.Orgs.Papers;

/// <summary>Scans of papers, with the files of the enterprise that they are of.</summary>
public static class QualificationFile
{
    public static readonly FilePurpose Purpose = new("qualification", "资质文件")
    {
        Uploads = PlatformFiles.Purpose.Uploads,
        MaxBytes = PlatformFiles.Purpose.MaxBytes,
        ToUpload = OrgsPermissions.ManageQualifications,
        MayRead = (actor, file) => actor.IsOf(file.OrgId) && actor.May(OrgsPermissions.ViewQualifications),
        GoesAfter = TimeSpan.FromDays(1),
    };
}
