using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.OwnCodes;

/// <summary>Takes back an upload that nothing refers to, with its codes; they may be uploaded again.</summary>
public sealed class DeleteOwnPackage(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<CodePackage>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } package)
            return CodesRefusals.PackageNotFound;
        if (package.Mode != PackageMode.Own)
            return CodesRefusals.OnlyOwnPackagesGo;
        db.RemoveRange(await db.Set<PackageLevel>().Where(x => x.PackageId == id).ToListAsync(ct));
        // Its codes go with it.
        db.Remove(package);
        db.Record(CodesActions.OwnCodesDeleted, package);
        db.Touch(PackageList.Topic);
        db.Touch(PackageList.TopicOf(id));
        return await db.TrySaveAsync(CodesRefusals.PackageNotFound, stillUsed: CodesRefusals.PackageInUse, ct: ct);
    }
}
