using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Orgs.Account;

/// <summary>Everyone may choose his own picture, from what he has uploaded himself, or go without.</summary>
public sealed class SetAvatar(AppDbFactory databases)
{
    /// <param name="fileId">Null removes the picture.</param>
    public async Task<Outcome> RunAsync(Actor actor, long? fileId, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var user = await db.Set<User>().SingleAsync(x => x.Id == actor.UserId, ct);
        if (user.AvatarFileId == fileId)
            return Outcome.Done;
        if (fileId is { } id)
        {
            var picture = await db.Set<StoredFile>().SingleOrDefaultAsync(
                x => x.Id == id && x.Purpose == AvatarFile.Purpose.Code && x.CreatedById == actor.UserId && x.State == StoredFileState.Stored, ct);
            if (picture is null)
                return OrgsRefusals.AvatarNotFound;
            picture.Keep();
        }
        if (user.AvatarFileId is { } before && await db.Set<StoredFile>().SingleOrDefaultAsync(x => x.Id == before, ct) is { } old)
            FileStore.Delete(db, old);

        user.AvatarFileId = fileId;
        db.Record(OrgsActions.ProfileChanged, user);
        db.Touch(SaveProfile.Topic);
        return await db.TrySaveAsync(changedMeanwhile: OrgsRefusals.ProfileChangedMeanwhile, ct: ct);
    }
}
