using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;

namespace Yaosu.Orgs.Packages;

/// <summary>An operator opens packages to an enterprise for some time. What the enterprise had asked for is answered with it.</summary>
public sealed class GrantPackages(AppDbFactory databases)
{
    public const int LongestYears = 10;

    public sealed record Wanted(long OrgId, IReadOnlySet<long> PackageIds, DateOnly From, DateOnly Until, string? Note);

    public async Task<Outcome> RunAsync(Actor actor, Wanted wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.GrantPackages) is { } refusal)
            return refusal;
        if (wanted.PackageIds.Count == 0)
            return OrgsRefusals.PackageRequired;
        if (wanted.Until < wanted.From)
            return OrgsRefusals.PackageEndsBeforeStart;
        if (wanted.Until > wanted.From.AddYears(LongestYears))
            return OrgsRefusals.PackageTooLong;
        var note = StoredText.Clean(wanted.Note ?? "").Trim();
        if (note.Length > PackagePurchase.NoteLength)
            return OrgsRefusals.PackageNoteTooLong;

        await using var db = databases.Open(actor.ForEnterprise(wanted.OrgId));
        if (!await db.Set<Org>().AnyAsync(x => x.Id == wanted.OrgId && x.Kind != OrgKind.Platform, ct))
            return OrgsRefusals.EnterpriseNotFound;
        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            await OneAtATime.InOrgAsync(db, ct);
            outcome = await AddAsync(db, wanted, note.Length == 0 ? null : note, ct);
        }, ct);
        return outcome;
    }

    private static async Task<Outcome> AddAsync(AppDb db, Wanted wanted, string? note, CancellationToken ct)
    {
        var packages = await db.Set<ServicePackage>().AsNoTracking().OrderBy(x => x.Order).ToListAsync(ct);
        var chosen = packages.Where(x => wanted.PackageIds.Contains(x.Id)).ToList();
        if (chosen.Count != wanted.PackageIds.Count)
            return OrgsRefusals.PackageNotFound;
        var had = await db.Set<PackagePurchase>().AsNoTracking().Where(x => x.OrgId == wanted.OrgId && x.Until >= wanted.From).ToListAsync(ct);
        if (chosen.Find(package => had.Any(x => x.PackageId == package.Id && x.From <= wanted.Until)) is { } twice)
            return OrgsRefusals.PackageAlreadyBought(twice.Name);
        var alone = packages.Where(x => x.Sale == PackageSale.OnlyTogether).Select(x => x.Id).ToHashSet();
        if (chosen.TrueForAll(x => alone.Contains(x.Id)) && !had.Exists(x => x.From <= wanted.Until && !alone.Contains(x.PackageId)))
            return OrgsRefusals.PackageNotAlone(chosen[0].Name);

        foreach (var package in chosen)
        {
            var purchase = new PackagePurchase
            {
                OrgId = wanted.OrgId,
                PackageId = package.Id,
                PackageName = package.Name,
                From = wanted.From,
                Until = wanted.Until,
                Note = note,
                GrantedBy = db.Actor.Name,
                GrantedAt = db.Time.UtcNow(),
            };
            db.Add(purchase);
            db.Record(OrgsActions.PackageGranted, purchase);
        }
        await AnswerAsync(db, [.. chosen.SelectMany(x => PackageTerms.Covered(packages, x.Id)).Select(x => x.Id)], ct);
        await MainAccount.TellAsync(db, "服务包已开通", $"{string.Join("、", chosen.Select(x => x.Name))}已开通，有效期至 {wanted.Until:yyyy-MM-dd}。", OrgsUrls.Packages, ct);
        return await db.TrySaveAsync(ct: ct);
    }

    private static async Task AnswerAsync(AppDb db, HashSet<long> packageIds, CancellationToken ct)
    {
        var org = db.OrgId;
        var waiting = await db.Set<PackageApplication>().Where(x => x.OrgId == org && x.State == PackageApplicationState.Waiting).ToListAsync(ct);
        var main = await MainAccount.IdAsync(db, ct);
        foreach (var application in waiting.Where(x => packageIds.Contains(x.PackageId)))
        {
            application.State = PackageApplicationState.Granted;
            if (application.AskedById != main)
                db.Notify(application.AskedById, "服务包已开通", $"您申请的“{application.PackageName}”已开通。", OrgsUrls.Packages);
        }
    }
}
