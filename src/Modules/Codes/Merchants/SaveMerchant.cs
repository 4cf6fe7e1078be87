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
        if (id is not { } known)
            return await AddAsync(db, facts, ct);
        Outcome<long> outcome = CodesRefusals.MerchantNotFound;
        await db.InTransactionAsync(async () => outcome = await ChangeAsync(db, known, version, facts, ct), ct);
        return outcome;
    }

    private async Task<Outcome<long>> AddAsync(AppDb db, MerchantFacts facts, CancellationToken ct)
    {
        if (await MerchantCode.FreeAsync(databases, ct) is not { } code)
            return CodesRefusals.NoCodeLeft;
        var merchant = new Merchant { Name = facts.Name, Code = code, Source = facts.Source, UrlPrefixes = [.. facts.UrlPrefixes], Note = facts.Note };
        Outcome<long> outcome = CodesRefusals.NoCodeLeft;
        await db.InTransactionAsync(async () =>
        {
            db.Add(merchant);
            if (await PrefixClaims.PutAsync(db, merchant.Id, facts.UrlPrefixes, ct) is { IsDone: false } refused)
            {
                outcome = refused.Refusal!;
                return;
            }
            db.Add(new MerchantCode { Code = code, OrgId = db.OrgId, MerchantId = merchant.Id });
            db.Record(CodesActions.MerchantAdded, merchant);
            db.Touch(MerchantList.Topic);
            // Of the unique things the name is the one that somebody else may have taken in this moment.
            var saved = await db.TrySaveAsync(duplicate: CodesRefusals.MerchantNameTaken, ct: ct);
            outcome = saved.IsDone ? merchant.Id : saved.Refusal!;
        }, ct);
        return outcome;
    }

    private static async Task<Outcome<long>> ChangeAsync(AppDb db, long id, int version, MerchantFacts facts, CancellationToken ct)
    {
        // Whoever uploads codes for it meanwhile waits, or is waited for: a prefix with codes stays.
        await db.Set<Merchant>().Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.PackagesNumbered, x => x.PackagesNumbered), ct);
        if (await db.Set<Merchant>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } merchant)
            return CodesRefusals.MerchantNotFound;
        if (merchant.Version != version)
            return CodesRefusals.MerchantChangedMeanwhile;
        if (merchant.Source != facts.Source)
            return CodesRefusals.SourceFixed;
        if (await PrefixClaims.PutAsync(db, id, facts.UrlPrefixes, ct) is { IsDone: false } refused)
            return refused.Refusal!;
        (merchant.Name, merchant.UrlPrefixes, merchant.Note) = (facts.Name, [.. facts.UrlPrefixes], facts.Note);
        if (!db.ChangeTracker.HasChanges())
            return id;
        db.Record(CodesActions.MerchantChanged, merchant);
        db.Touch(MerchantList.Topic);
        var saved = await db.TrySaveAsync(CodesRefusals.MerchantChangedMeanwhile, CodesRefusals.MerchantNameTaken, ct: ct);
        return saved.IsDone ? id : saved.Refusal!;
    }
}
