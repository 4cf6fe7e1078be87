using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Orgs.Onboarding;

/// <summary>Where papers of applicants lie: with the enterprise that runs the installation, for its reviewers' eyes.</summary>
public static class PlatformFiles
{
    public static readonly FilePurpose Purpose = new("join-qualification", "入驻资质")
    {
        Uploads = new HashSet<FileKind> { FileKind.Jpeg, FileKind.Png, FileKind.WebP, FileKind.Pdf },
        MaxBytes = 5 * 1024 * 1024,
        ToUpload = OrgsPermissions.ReviewJoining,
        MayRead = (actor, file) => actor.IsOf(file.OrgId) && actor.May(OrgsPermissions.ViewJoining),
        GoesAfter = TimeSpan.FromDays(1),
    };

    /// <summary>Null in an installation that nobody runs: a demo of one enterprise.</summary>
    internal static async Task<long?> OrgIdAsync(AppDbFactory databases, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        return await platform.Set<Org>().Where(x => x.Kind == OrgKind.Platform).OrderBy(x => x.Id).Select(x => (long?)x.Id).FirstOrDefaultAsync(ct);
    }
}
