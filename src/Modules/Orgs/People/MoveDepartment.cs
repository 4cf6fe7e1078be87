using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>Moves a unit one place up or down among its brothers and sisters.</summary>
public sealed class MoveDepartment(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, bool up, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManagePeople) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } unit || !actor.Sees(id))
            return OrgsRefusals.DepartmentNotFound;
        var row = await db.Set<Department>().Where(x => x.ParentId == unit.ParentId).OrderBy(x => x.Order).ThenBy(x => x.Name).ToListAsync(ct);
        var at = row.FindIndex(x => x.Id == id);
        var to = up ? at - 1 : at + 1;
        if (to < 0 || to >= row.Count)
            return Outcome.Done;
        (row[at], row[to]) = (row[to], row[at]);
        for (var i = 0; i < row.Count; i++)
            row[i].Order = i + 1;
        db.Record(OrgsActions.DepartmentChanged, row[to]);
        db.Touch(SaveDepartment.Topic);
        return await db.TrySaveAsync(OrgsRefusals.DepartmentChangedMeanwhile, ct: ct);
    }
}
