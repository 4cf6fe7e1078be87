using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Access;

/// <summary>Adds a role or changes one. Nobody gives or takes away a right that he does not have himself.</summary>
public sealed class SaveRole(AppDbFactory databases, PermissionTree tree)
{
    /// <summary>Whatever depends on who may do what listens to this.</summary>
    public const string Topic = "orgs.access";

    /// <param name="Id">Null for a new role.</param>
    public sealed record Wanted(long? Id, int Version, string Name, DataScope DataScope, IReadOnlySet<string> Permissions);

    public async Task<Outcome<long>> RunAsync(Actor actor, Wanted wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManageRoles) is { } refusal)
            return refusal;
        var name = StoredText.Clean(wanted.Name).Trim();
        if (name.Length == 0)
            return OrgsRefusals.RoleNameRequired;
        if (name.Length > Role.NameLength)
            return OrgsRefusals.RoleNameTooLong;

        await using var db = databases.Open(actor);
        var role = wanted.Id is { } id ? await db.Set<Role>().SingleOrDefaultAsync(x => x.Id == id, ct) : new Role { Name = name, Permissions = [] };
        if (role is null)
            return OrgsRefusals.RoleNotFound;
        if (wanted.Id is not null && role.Version != wanted.Version)
            return OrgsRefusals.RoleChangedMeanwhile;
        if ((wanted.Id is null || wanted.DataScope != role.DataScope) && wanted.DataScope > DataScopes.WidestOf(actor))
            return OrgsRefusals.ScopeTooWide with { Field = nameof(Wanted.DataScope) };
        // Only what changes is asked for: a role may hold rights that its editor lacks, as long as he leaves them alone.
        if (WhatIsWrongWith(actor, role.Permissions.ToHashSet(StringComparer.Ordinal), wanted.Permissions) is { } wrong)
            return wrong;

        (role.Name, role.DataScope) = (name, wanted.DataScope);
        if (!wanted.Permissions.SetEquals(role.Permissions))
            role.Permissions = [.. wanted.Permissions.Order(StringComparer.Ordinal)];
        if (wanted.Id is null)
            db.Add(role);
        else if (!db.ChangeTracker.HasChanges())
            return role.Id;
        db.Record(wanted.Id is null ? OrgsActions.RoleAdded : OrgsActions.RoleChanged, role);
        db.Touch(Topic);
        var saved = await db.TrySaveAsync(OrgsRefusals.RoleChangedMeanwhile, OrgsRefusals.RoleNameTaken, ct: ct);
        return saved.IsDone ? role.Id : saved.Refusal!;
    }

    private Refusal? WhatIsWrongWith(Actor actor, HashSet<string> before, IReadOnlySet<string> after)
    {
        foreach (var code in after.Except(before).Concat(before.Except(after)))
        {
            if (tree.Find(code) is not { } permission)
            {
                // A right that no module declares any more may be taken away, not given.
                if (after.Contains(code))
                    return OrgsRefusals.UnknownPermission;
                continue;
            }
            if ((permission.ForOperators && !actor.IsOperator) || (permission.ForHeadquarters && !actor.IsHeadquarters))
                return OrgsRefusals.UnknownPermission;
            if (!actor.IsMain && actor.Kind != ActorKind.System && !actor.Permissions.Contains(code))
                return OrgsRefusals.CannotGrant(permission);
        }
        return null;
    }
}
