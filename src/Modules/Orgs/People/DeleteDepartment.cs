using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>Deletes a unit that has neither people nor units below it.</summary>
public sealed class DeleteDepartment(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManagePeople) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Department>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } unit || !actor.Sees(id))
            return OrgsRefusals.DepartmentNotFound;
        if (await db.Set<User>().CountAsync(x => x.DepartmentId == id && x.RemovedAt == null && x.Certificate != CertificateKind.Old, ct) is > 0 and var people)
            return OrgsRefusals.DepartmentHasPeople(people);
        if (await db.Set<User>().CountAsync(x => x.DepartmentId == id && x.RemovedAt == null, ct) is > 0 and var certificates)
            return OrgsRefusals.DepartmentHasCertificates(certificates);
        if (await db.Set<Department>().AnyAsync(x => x.ParentId == id, ct))
            return OrgsRefusals.DepartmentHasChildren;
        db.Remove(unit);
        db.Record(OrgsActions.DepartmentDeleted, unit);
        db.Touch(SaveDepartment.Topic);
        return await db.TrySaveAsync(OrgsRefusals.DepartmentChangedMeanwhile, stillUsed: OrgsRefusals.DepartmentHasPeople(1), ct: ct);
    }
}
