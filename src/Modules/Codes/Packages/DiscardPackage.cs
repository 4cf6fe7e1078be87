using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Numbers;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Packages;

/// <summary>Gives up a package that was not finished, so that its rule and its goods are free again. Nobody has seen its codes; nobody else gets its numbers.</summary>
public sealed class DiscardPackage(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () => outcome = await DiscardAsync(db, id, ct), ct);
        return outcome;
    }

    private static async Task<Outcome> DiscardAsync(AppDb db, long id, CancellationToken ct)
    {
        var found = await RetryPackage.UnfinishedAsync(db, id, ct);
        if (!found.TryGet(out var package))
            return found.Refusal!;
        db.RemoveRange(await db.Set<PackageLevel>().Where(x => x.PackageId == id).ToListAsync(ct));
        db.Remove(package);
        db.Record(CodesActions.PackageDiscarded, package);
        db.Touch(PackageList.Topic);
        db.Touch(PackageList.TopicOf(id));
        var saved = await db.TrySaveAsync(ct: ct);
        if (saved.IsDone)
            await db.Set<NumberBlock>().Where(x => x.OrgId == db.OrgId && x.PackageId == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.PackageId, NumberBlock.GivenUp), ct);
        return saved;
    }
}
