using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Drugs.Registry;

/// <summary>Deletes a drug that nothing refers to.</summary>
public sealed class DeleteDrug(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(DrugsPermissions.Manage) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Drug>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } drug)
            return DrugsRefusals.DrugNotFound;
        db.Remove(drug);
        db.Record(DrugsActions.Deleted, drug);
        db.Touch(DrugList.Topic);
        return await db.TrySaveAsync(DrugsRefusals.DrugChangedMeanwhile, stillUsed: DrugsRefusals.DrugInUse, ct: ct);
    }
}
