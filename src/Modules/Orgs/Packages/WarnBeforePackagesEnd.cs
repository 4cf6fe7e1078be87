using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Recurring;

namespace Yaosu.Orgs.Packages;

/// <summary>Tells main accounts that a package is about to run out, once for each step on the way.</summary>
internal sealed class WarnBeforePackagesEnd(AppDbFactory databases) : IRecurringWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        var today = ChinaTime.Today(databases.Time);
        var horizon = today.AddDays(PackageTerms.WarningDays[0]);
        await using var platform = databases.OpenPlatform();
        var ending = await platform.Set<PackagePurchase>().AsNoTracking().Where(x => x.From <= today && x.Until >= today && x.Until <= horizon).ToListAsync(ct);
        foreach (var purchase in ending)
        {
            var left = purchase.Until.DayNumber - today.DayNumber;
            var step = PackageTerms.WarningDays.Last(days => left <= days);
            if (purchase.WarnedDays is { } warned && warned <= step)
                continue;
            await using var db = databases.Open(Actor.System(purchase.OrgId));
            if (!await GoesOnAsync(db, purchase, ct))
                await MainAccount.TellAsync(db, "服务包即将到期", left == 0
                    ? $"{purchase.PackageName}今天到期；到期后 {PackageTerms.FrozenDays} 天内只能查看，之后关闭。请尽快申请续期。"
                    : $"{purchase.PackageName}将于 {purchase.Until:yyyy-MM-dd} 到期（还有 {left} 天）；到期后 {PackageTerms.FrozenDays} 天内只能查看，之后关闭。", OrgsUrls.Packages, ct);
            var stored = await db.Set<PackagePurchase>().SingleAsync(x => x.Id == purchase.Id, ct);
            if (stored.Version != purchase.Version)
                continue; // Prolonged meanwhile; the next round looks again.
            stored.WarnedDays = step;
            await db.TrySaveAsync(OrgsRefusals.PurchaseChangedMeanwhile, ct: ct);
        }
    }

    /// <summary>The same package was bought for the time after, alone or as part of another.</summary>
    private static async Task<bool> GoesOnAsync(AppDb db, PackagePurchase ending, CancellationToken ct)
    {
        var whole = await db.Set<ServicePackage>().Where(x => x.Id == ending.PackageId).Select(x => x.PartOfId).SingleAsync(ct);
        var next = ending.Until.AddDays(1);
        return await db.Set<PackagePurchase>().AnyAsync(x => x.OrgId == ending.OrgId && (x.PackageId == ending.PackageId || x.PackageId == whole) && x.From <= next && x.Until > ending.Until, ct);
    }
}
