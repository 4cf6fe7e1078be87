using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Merchants;

/// <summary>What somebody says of a merchant.</summary>
public sealed record MerchantFacts(string Name, CodeSource Source, IReadOnlyList<string> UrlPrefixes, string? Note);

/// <summary>Adds a merchant, which is given its code, or changes one.</summary>
public sealed class SaveMerchant(AppDbFactory databases)
{
    public async Task<Outcome<long>> RunAsync(Actor actor, long? id, int version, MerchantFacts wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageMerchants) is { } refusal)
            return refusal;
        var checkedFacts = MerchantRules.Check(wanted);
        if (!checkedFacts.TryGet(out var facts))
            return Outcome<long>.Refused(checkedFacts.Refusals.ToList());

        await using var db = databases.Open(actor);
        if (await db.Set<Merchant>().AnyAsync(x => x.Name == facts.Name && x.Id != id, ct))
            return CodesRefusals.MerchantNameTaken;
        return id is { } known ? await ChangeAsync(db, known, version, facts, ct) : await AddAsync(db, facts, ct);
    }

    private async Task<Outcome<long>> AddAsync(AppDb db, MerchantFacts facts, CancellationToken ct)
    {
        if (await MerchantCode.FreeAsync(databases, ct) is not { } code)
            return CodesRefusals.NoCodeLeft;
        var merchant = new Merchant { Name = facts.Name, Code = code, Source = facts.Source, UrlPrefixes = [.. facts.UrlPrefixes], Note = facts.Note };
        db.Add(merchant);
        db.Add(new MerchantCode { Code = code, OrgId = db.OrgId, MerchantId = merchant.Id });
        db.Record(CodesActions.MerchantAdded, merchant);
        db.Touch(MerchantList.Topic);
        // Of two unique things the name is the one that somebody else may have taken in this moment.
        var saved = await db.TrySaveAsync(duplicate: CodesRefusals.MerchantNameTaken, ct: ct);
        return saved.IsDone ? merchant.Id : saved.Refusal!;
    }

    private static async Task<Outcome<long>> ChangeAsync(AppDb db, long id, int version, MerchantFacts facts, CancellationToken ct)
    {
        if (await db.Set<Merchant>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } merchant)
            return CodesRefusals.MerchantNotFound;
        if (merchant.Version != version)
            return CodesRefusals.MerchantChangedMeanwhile;
        if (merchant.Source != facts.Source)
            return CodesRefusals.SourceFixed;
        (merchant.Name, merchant.UrlPrefixes, merchant.Note) = (facts.Name, [.. facts.UrlPrefixes], facts.Note);
        if (!db.ChangeTracker.HasChanges())
            return id;
        db.Record(CodesActions.MerchantChanged, merchant);
        db.Touch(MerchantList.Topic);
        var saved = await db.TrySaveAsync(CodesRefusals.MerchantChangedMeanwhile, CodesRefusals.MerchantNameTaken, ct: ct);
        return saved.IsDone ? id : saved.Refusal!;
    }
}
