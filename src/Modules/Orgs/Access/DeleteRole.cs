using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>Deletes a role that nobody has.</summary>
public sealed class DeleteRole(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageRoles) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<Role>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } role)
            return OrgsRefusals.RoleNotFound;
        if (await db.Set<UserRole>().CountAsync(x => x.RoleId == id, ct) is > 0 and var people)
            return OrgsRefusals.RoleInUse(people);
        db.Remove(role);
        db.Record(OrgsActions.RoleDeleted, role);
        db.Touch(SaveRole.Topic);
        // Somebody may be given the role while we look.
        return await db.TrySaveAsync(OrgsRefusals.RoleChangedMeanwhile, stillUsed: OrgsRefusals.RoleInUse(1), ct: ct);
    }
}
