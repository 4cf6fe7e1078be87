using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Drugs.Registry;

/// <summary>Takes a drug out of what can be chosen, or back into it. What was done with it stays as it is.</summary>
public sealed class RetireDrug(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, bool retired, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.Manage) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Drug>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } drug)
            return DrugsRefusals.DrugNotFound;
        if (drug.RetiredAt is not null == retired)
            return retired ? DrugsRefusals.AlreadyRetired : DrugsRefusals.AlreadyInUse;
        drug.RetiredAt = retired ? databases.Time.UtcNow() : null;
        db.Record(retired ? DrugsActions.Retired : DrugsActions.Resumed, drug);
        db.Touch(DrugList.Topic);
        return await db.TrySaveAsync(DrugsRefusals.DrugChangedMeanwhile, ct: ct);
    }
}
