using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Jobs;

namespace Yaosu.Codes.Packages;

/// <summary>Makes a package that was not finished, on behalf of whoever asks now; numbers that it has already it keeps.</summary>
public sealed class RetryPackage(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var found = await UnfinishedAsync(db, id, ct);
        if (!found.TryGet(out var package))
            return found.Refusal!;
        package.JobId = db.Enqueue(MakePackageJob.JobKind, $"生码 {package.Number}", new MakePackageArguments(package.Id)).Id;
        db.Record(CodesActions.PackageRequested, package, "重新生码");
        db.Touch(PackageList.Topic);
        db.Touch(PackageList.TopicOf(id));
        return await db.TrySaveAsync(ct: ct);
    }

    /// <summary>A package that nobody is making.</summary>
    internal static async Task<Outcome<CodePackage>> UnfinishedAsync(AppDb db, long id, CancellationToken ct)
    {
        if (await db.Set<CodePackage>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } package)
            return CodesRefusals.PackageNotFound;
        if (package.ReadyAt is not null)
            return CodesRefusals.PackageIsReady;
        return await db.Set<Job>().AnyAsync(x => x.Id == package.JobId && (x.State == JobState.Waiting || x.State == JobState.Running), ct) ? CodesRefusals.PackageBeingMade : package;
    }
}
