using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Drugs.Details;

/// <summary>Pictures of drugs and of leaflets.</summary>
public static class DetailsFiles
{
    private static readonly IReadOnlySet<FileKind> Kinds = new HashSet<FileKind> { FileKind.Jpeg, FileKind.Png };

    public static readonly FilePurpose Image = Purpose("drug-image", "药品图片");

    public static readonly FilePurpose Leaflet = Purpose("drug-leaflet", "药品说明图片");

    private static FilePurpose Purpose(string code, string name) => new(code, name)
    {
        Uploads = Kinds,
        MaxBytes = 2 * 1024 * 1024,
        ToUpload = DrugsPermissions.EditDetails,
        MayRead = (actor, file) => actor.IsOf(file.OrgId) && actor.May(DrugsPermissions.ViewDetails),
        GoesAfter = TimeSpan.FromDays(1),
    };

    /// <summary>Keeps what the content names, in the caller's save.</summary>
    /// <returns>The refusal for a file that isn't there, isn't a picture of ours, or was uploaded by somebody else and never used.</returns>
    internal static async Task<Refusal?> KeepAsync(AppDb db, DetailsContent content, IReadOnlyCollection<long> known, CancellationToken ct)
    {
        var wanted = content.Files.Distinct().ToArray();
        var files = await db.Set<StoredFile>().Where(x => wanted.Contains(x.Id) && x.State == StoredFileState.Stored).ToListAsync(ct);
        foreach (var id in wanted)
        {
            var purpose = id == content.ImageFileId ? Image : Leaflet;
            var file = files.Find(x => x.Id == id);
            if (file is null || file.Purpose != purpose.Code || (!known.Contains(id) && file.CreatedById != db.Actor.UserId))
                return DrugsRefusals.PictureNotFound with { Field = id == content.ImageFileId ? nameof(DetailsContent.ImageFileId) : nameof(DetailsContent.Pictures) };
            file.Keep();
        }
        return null;
    }

    /// <summary>Deletes what a draft held and nothing holds any more, in the caller's save.</summary>
    internal static async Task DropAsync(AppDb db, IEnumerable<long> dropped, IReadOnlyCollection<long> stillHeld, CancellationToken ct)
    {
        var gone = dropped.Except(stillHeld).ToArray();
        foreach (var file in await db.Set<StoredFile>().Where(x => gone.Contains(x.Id)).ToListAsync(ct))
            FileStore.Delete(db, file);
    }
}
