using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Packages;

/// <summary>An operator moves the end of a purchase: later to prolong it, to yesterday to end it. What has ended can be read for a while.</summary>
public sealed class ChangePurchase(AppDbFactory databases)
{
    /// <param name="until">The last day; null ends it now.</param>
    public async Task<Outcome> RunAsync(Actor actor, long purchaseId, int version, DateOnly? until, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.GrantPackages) is { } refusal)
            return refusal;
        await using var platform = databases.Open(actor);
        var found = await platform.Set<PackagePurchase>().Where(x => x.Id == purchaseId).Select(x => new { x.OrgId }).SingleOrDefaultAsync(ct);
        if (found is null)
            return OrgsRefusals.PurchaseNotFound;

        await using var db = databases.Open(actor.ForEnterprise(found.OrgId));
        var purchase = await db.Set<PackagePurchase>().SingleAsync(x => x.Id == purchaseId, ct);
        if (purchase.Version != version)
            return OrgsRefusals.PurchaseChangedMeanwhile;
        if (until is { } day)
        {
            if (day <= purchase.Until || day < ChinaTime.Today(db.Time))
                return OrgsRefusals.PackageNotLonger;
            if (day > purchase.From.AddYears(GrantPackages.LongestYears))
                return OrgsRefusals.PackageTooLong;
            (purchase.Until, purchase.WarnedDays) = (day, null);
        }
        else
        {
            var yesterday = ChinaTime.Today(db.Time).AddDays(-1);
            if (purchase.Until <= yesterday)
                return OrgsRefusals.PackageAlreadyEnded;
            purchase.Until = yesterday;
        }
        db.Record(until is null ? OrgsActions.PackageEnded : OrgsActions.PackageProlonged, purchase);
        await MainAccount.TellAsync(db, until is null ? "服务包已终止" : "服务包已续期",
            until is null ? $"{purchase.PackageName}已终止，{PackageTerms.FrozenDays} 天内仍可查看。" : $"{purchase.PackageName}已续期至 {purchase.Until:yyyy-MM-dd}。", OrgsUrls.Packages, ct);
        return await db.TrySaveAsync(OrgsRefusals.PurchaseChangedMeanwhile, ct: ct);
    }
}
