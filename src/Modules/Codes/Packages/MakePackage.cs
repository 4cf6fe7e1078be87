using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Numbers;
using Yaosu.Platform.Data;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Notifications;

namespace Yaosu.Codes.Packages;

/// <summary>
/// Takes the numbers of each level and compares its codes with all that could be alike; then the package is ready. Started again after a crash it keeps the
/// numbers that it has and compares once more.
/// </summary>
public sealed class MakePackage(AppDbFactory databases, NumberSpaces spaces, PackageWriters writers, Coincidences coincidences)
{
    // By chance it takes a second try once in a great while; a rule that keeps writing somebody's codes is no chance.
    private const int MostTries = 50;

    /// <param name="actor">Whoever asked for it, with the rights that he has now.</param>
    /// <param name="progress">Codes done, and all of them.</param>
    public async Task<Outcome> RunAsync(Actor actor, long packageId, Action<long, long> progress, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<CodePackage>().SingleOrDefaultAsync(x => x.Id == packageId, ct) is not { } package)
            return CodesRefusals.PackageNotFound;
        if (package.ReadyAt is not null)
            return Outcome.Done;
        var levels = await db.Set<PackageLevel>().Where(x => x.PackageId == package.Id).OrderBy(x => x.Level).ToListAsync(ct);
        var done = 0L;
        foreach (var level in levels)
        {
            var (before, tries) = (done, 0);
            do
            {
                if (tries++ == MostTries)
                    return CodesRefusals.TooManyCoincidences;
                if (await TakeAsync(db, package, level, ct) is { IsDone: false } refused)
                    return refused;
            }
            while (await CoincidesAsync(db, package, level, made => progress(before + made, package.Total), ct));
            done += level.Count;
        }
        package.ReadyAt = db.Time.UtcNow();
        db.Record(CodesActions.PackageReady, package);
        if (package.CreatedById != 0)
            db.Notify(package.CreatedById, "码包已生成", FormattableString.Invariant($"码包 {package.Number} 的 {package.Total} 个码已生成，可以下载。"), CodesUrls.Package(package.Id));
        db.Touch(PackageList.Topic);
        db.Touch(PackageList.TopicOf(package.Id));
        await db.SaveChangesAsync(ct);
        return Outcome.Done;
    }

    private async Task<Outcome> TakeAsync(AppDb db, CodePackage package, PackageLevel level, CancellationToken ct)
    {
        if (level.Space is not null)
            return Outcome.Done;
        var layout = level.Layout;
        var space = PackageWriters.SpaceOf(layout, package.GeneratedAt);
        await spaces.OpenAsync(layout, space, ct);
        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            // Whoever makes the same level waits for these numbers too: who comes second finds it done.
            var taken = await spaces.TakeAsync(db, layout, space, level.Count, package.Id, level.Level, ct);
            if (!taken.TryGet(out var block))
            {
                outcome = taken.Refusal!;
                return;
            }
            if (await db.Set<PackageLevel>().AnyAsync(x => x.Id == level.Id && x.Space != null, ct))
                throw new JobLeaseLostException(package.JobId);
            (level.Space, level.Generation, level.First) = (block.Space, block.Generation, block.First);
            await db.SaveChangesAsync(ct);
        }, ct);
        return outcome;
    }

    /// <summary>Then nobody gets its numbers: the next are taken.</summary>
    private async Task<bool> CoincidesAsync(AppDb db, CodePackage package, PackageLevel level, Action<long> progress, CancellationToken ct)
    {
        using (var writer = await writers.OfAsync(package, level, ct))
            if (!await coincidences.AnyAsync(writer, level.Count, CodeForm.Of(level.Layout), progress, ct))
                return false;
        await db.InTransactionAsync(async () =>
        {
            await db.Set<NumberBlock>().Where(x => x.Space == level.Space && x.Generation == level.Generation && x.First == level.First)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.PackageId, NumberBlock.GivenUp), ct);
            level.Space = null;
            await db.SaveChangesAsync(ct);
        }, ct);
        return true;
    }
}
