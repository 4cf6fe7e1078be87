using Yaosu.Orgs.Onboarding;
using Yaosu.Platform.Files;

namespace Yaosu.Orgs.MainAccounts;

/// <summary>What proves that somebody speaks for an enterprise; with the platform's own files, for its reviewers' eyes.</summary>
public static class RecoveryFile
{
    public static readonly FilePurpose Purpose = new("main-account-proof", "证明文件")
    {
        Uploads = PlatformFiles.Purpose.Uploads,
        MaxBytes = PlatformFiles.Purpose.MaxBytes,
        ToUpload = OrgsPermissions.ReviewMainAccountChanges,
        MayRead = (actor, file) => actor.IsOf(file.OrgId) && actor.May(OrgsPermissions.ViewMainAccountChanges),
        GoesAfter = TimeSpan.FromDays(1),
    };
}
