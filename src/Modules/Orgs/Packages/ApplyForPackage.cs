using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Contracts;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Packages;

/// <summary>Asks the platform's operators for a package.</summary>
public sealed class ApplyForPackage(AppDbFactory databases, PlatformPeople operators, Qualifications papers)
{
    internal static readonly QualificationNeed Need = new("申请服务套餐", QualificationKind.BusinessLicence, QualificationKind.MedicalPractice);

    public async Task<Outcome> RunAsync(Actor actor, long packageId, string? note, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ApplyForPackages) is { } refusal)
            return refusal;
        var text = StoredText.Clean(note ?? "").Trim();
        if (text.Length > PackageApplication.TextLength)
            return OrgsRefusals.PackageNoteTooLong;
        if (await papers.CheckAsync(actor, Need, ct) is { } ended)
            return ended;

        await using var db = databases.Open(actor);
        var org = await db.Set<Org>().AsNoTracking().SingleAsync(x => x.Id == actor.OrgId, ct);
        var outcome = Outcome.Done;
        await db.InTransactionAsync(async () =>
        {
            await OneAtATime.InOrgAsync(db, ct);
            outcome = await AddAsync(db, packageId, text.Length == 0 ? null : text, ct);
        }, ct);
        if (outcome.IsDone)
            await operators.TellAsync("服务包申请", $"{org.Name}申请开通服务包，请处理。", OrgsUrls.Enterprise(actor.OrgId), ct);
        return outcome;
    }

    private static async Task<Outcome> AddAsync(AppDb db, long packageId, string? note, CancellationToken ct)
    {
        var cards = await MyPackages.ReadAsync(db, db.OrgId, ct);
        if (cards.FirstOrDefault(x => x.Id == packageId) is not { } card)
            return OrgsRefusals.PackageNotFound;
        if (card.IsAskedFor)
            return OrgsRefusals.PackageAlreadyAskedFor;
        if (card.Sale == PackageSale.OnlyTogether && !cards.Any(x => x.Sale != PackageSale.OnlyTogether && (x.IsAskedFor || x.Standing == PackageStanding.Open)))
            return OrgsRefusals.PackageNotAlone(card.Name);
        var application = new PackageApplication
        {
            OrgId = db.OrgId,
            PackageId = packageId,
            PackageName = card.Name,
            Note = note,
            AskedById = db.Actor.UserId,
            AskedBy = db.Actor.Name,
            AskedAt = db.Time.UtcNow(),
        };
        db.Add(application);
        db.Record(OrgsActions.PackageAskedFor, application);
        return await db.TrySaveAsync(ct: ct);
    }
}
