using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Drugs.Registry;

/// <summary>What somebody says of a drug.</summary>
public sealed record DrugFacts
{
    public required string GenericName { get; init; }

    public string? TradeName { get; init; }

    public required string DosageForm { get; init; }

    public required string Strength { get; init; }

    public required Packing Packing { get; init; }

    public required string LicenceNumber { get; init; }

    /// <summary>Blank: the manufacturer.</summary>
    public string? Holder { get; init; }

    public required string Manufacturer { get; init; }

    public string? NationalCode { get; init; }

    public string? IdentificationCode { get; init; }

    public string? Barcode { get; init; }

    public SpecialManagement Special { get; init; }

    public bool IsCentrallyPurchased { get; init; }

    public bool IsBlood { get; init; }

    public StorageCondition Storage { get; init; }

    public string? StorageNote { get; init; }

    public required int ValidMonths { get; init; }
}

/// <summary>Adds a drug to the enterprise's registry, or changes one.</summary>
public sealed class SaveDrug(AppDbFactory databases)
{
    public async Task<Outcome<long>> RunAsync(Actor actor, long? id, int version, DrugFacts wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.Manage) is { } refusal)
            return refusal;
        var checkedFacts = DrugRules.Check(wanted);
        if (!checkedFacts.TryGet(out var facts))
            return Outcome<long>.Refused(checkedFacts.Refusals.ToList());

        await using var db = databases.Open(actor);
        var drug = id is null ? DrugRules.New(facts) : await db.Set<Drug>().SingleOrDefaultAsync(x => x.Id == id, ct);
        if (drug is null)
            return DrugsRefusals.DrugNotFound;
        if (id is not null && drug.Version != version)
            return DrugsRefusals.DrugChangedMeanwhile;
        if (facts.IdentificationCode is { } code && await db.Set<Drug>().AnyAsync(x => x.IdentificationCode == code && x.Id != drug.Id, ct))
            return DrugsRefusals.IdentificationTaken;
        if (id is null)
            db.Add(drug);
        else
        {
            DrugRules.Apply(facts, drug);
            if (!db.ChangeTracker.HasChanges())
                return drug.Id;
        }
        db.Record(id is null ? DrugsActions.Added : DrugsActions.Changed, drug);
        db.Touch(DrugList.Topic);
        var saved = await db.TrySaveAsync(DrugsRefusals.DrugChangedMeanwhile, DrugsRefusals.DrugExists, ct: ct);
        return saved.IsDone ? drug.Id : saved.Refusal!;
    }
}
