using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Codes.Products;

internal static class GoodsPictures
{
    /// <summary>In the caller's save: keeps what is new, lets go what is no longer wanted.</summary>
    /// <returns>Whether anything changed.</returns>
    internal static async Task<Outcome<bool>> PutAsync(AppDb db, Goods goods, IReadOnlyList<long> wanted, CancellationToken ct)
    {
        var there = await db.Set<GoodsPicture>().Where(x => x.GoodsId == goods.Id).OrderBy(x => x.Position).ToListAsync(ct);
        if (there.Select(x => x.FileId).SequenceEqual(wanted))
            return false;
        var me = db.Actor.UserId;
        var added = wanted.Except(there.Select(x => x.FileId)).ToList();
        var files = await db.Set<StoredFile>()
            .Where(x => added.Contains(x.Id) && x.Purpose == GoodsPictureFile.Purpose.Code && x.CreatedById == me && x.State == StoredFileState.Stored)
            .ToListAsync(ct);
        if (files.Count != added.Count || await db.Set<GoodsPicture>().AnyAsync(x => added.Contains(x.FileId), ct))
            return CodesRefusals.PictureGone;
        foreach (var file in files)
            file.Keep();
        await RemoveAsync(db, there.Where(x => !wanted.Contains(x.FileId)).ToList(), ct);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (there.Find(x => x.FileId == wanted[i]) is { } known)
                known.Position = i;
            else
                db.Add(new GoodsPicture { GoodsId = goods.Id, FileId = wanted[i], Position = i });
        }
        goods.PictureCount = wanted.Count;
        return true;
    }

    /// <summary>In the caller's save, with their files.</summary>
    internal static async Task RemoveAsync(AppDb db, IReadOnlyCollection<GoodsPicture> pictures, CancellationToken ct)
    {
        var ids = pictures.Select(x => x.FileId).ToList();
        foreach (var file in await db.Set<StoredFile>().Where(x => ids.Contains(x.Id)).ToListAsync(ct))
            FileStore.Delete(db, file);
        db.RemoveRange(pictures);
    }
}
