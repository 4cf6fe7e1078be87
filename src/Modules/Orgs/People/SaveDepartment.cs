using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.People;

/// <summary>Adds a unit, renames it or hangs it somewhere else in the tree.</summary>
public sealed class SaveDepartment(AppDbFactory databases)
{
    public const string Topic = "orgs.people";

    /// <param name="Id">Null for a new unit.</param>
    public sealed record Wanted(long? Id, int Version, string Name, long? ParentId);

    public async Task<Outcome<long>> RunAsync(Actor actor, Wanted wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.ManagePeople) is { } refusal)
            return refusal;
        var name = StoredText.Clean(wanted.Name).Trim();
        if (name.Length == 0)
            return OrgsRefusals.DepartmentNameRequired;
        if (name.Length > Department.NameLength)
            return OrgsRefusals.DepartmentNameTooLong;
        if (name.Contains('/', StringComparison.Ordinal) || name.Contains('／', StringComparison.Ordinal))
            return OrgsRefusals.DepartmentNameWithSlash;

        await using var db = databases.Open(actor);
        var saved = Outcome.Done;
        var id = 0L;
        await db.InTransactionAsync(async () =>
        {
            // Two people who hang units below each other at the same moment would both be right alone.
            await OneAtATime.InOrgAsync(db, ct);
            (saved, id) = await SaveAsync(db, wanted with { Name = name }, ct);
        }, ct);
        return saved.IsDone ? id : saved.Refusal!;
    }

    private static async Task<(Outcome Saved, long Id)> SaveAsync(AppDb db, Wanted wanted, CancellationToken ct)
    {
        var all = await db.Set<Department>().ToListAsync(ct);
        var unit = wanted.Id is { } id ? all.SingleOrDefault(x => x.Id == id) : null;
        if (wanted.Id is not null && unit is null)
            return (OrgsRefusals.DepartmentNotFound, 0);
        if (unit is not null && unit.Version != wanted.Version)
            return (OrgsRefusals.DepartmentChangedMeanwhile, 0);
        if (WhatIsWrong(db.Actor, all, unit, wanted) is { } wrong)
            return (wrong, 0);

        var isNew = unit is null;
        if (unit is null)
        {
            unit = new Department { Name = wanted.Name, ParentId = wanted.ParentId, Order = NextOrder(all, wanted.ParentId) };
            db.Add(unit);
        }
        else
        {
            if (unit.ParentId != wanted.ParentId)
                (unit.ParentId, unit.Order) = (wanted.ParentId, NextOrder(all, wanted.ParentId));
            unit.Name = wanted.Name;
        }
        db.Record(isNew ? OrgsActions.DepartmentAdded : OrgsActions.DepartmentChanged, unit);
        db.Touch(Topic);
        db.Touch(Access.SaveRole.Topic);
        return (await db.TrySaveAsync(OrgsRefusals.DepartmentChangedMeanwhile, OrgsRefusals.DepartmentNameTaken, ct: ct), unit.Id);
    }

    private static Refusal? WhatIsWrong(Actor actor, List<Department> all, Department? unit, Wanted wanted)
    {
        // Whoever sees only a part of the tree works within it: else he would hang other parts below his own.
        if (unit is not null && !actor.Sees(unit.Id))
            return OrgsRefusals.DepartmentNotFound;
        if ((unit is null || unit.ParentId != wanted.ParentId) && !actor.Sees(wanted.ParentId))
            return OrgsRefusals.ScopeTooWide with { Field = nameof(Wanted.ParentId) };
        var childrenOf = all.ToLookup(x => x.ParentId, x => x.Id);
        var below = unit is null ? [] : DepartmentTree.AndBelow(unit.Id, childrenOf);
        if (wanted.ParentId is { } parent)
        {
            if (all.All(x => x.Id != parent))
                return OrgsRefusals.DepartmentNotFound;
            if (below.Contains(parent))
                return OrgsRefusals.DepartmentBelowItself;
        }
        if (all.Exists(x => x.ParentId == wanted.ParentId && x.Id != unit?.Id && string.Equals(x.Name, wanted.Name, StringComparison.OrdinalIgnoreCase)))
            return OrgsRefusals.DepartmentNameTaken;
        if (DepartmentTree.LevelOf(wanted.ParentId, all) + (unit is null ? 1 : DepartmentTree.HeightOf(unit.Id, childrenOf)) > DepartmentRules.DeepestLevel)
            return OrgsRefusals.DepartmentTooDeep;
        return unit is null && all.Count >= DepartmentRules.MostDepartments ? OrgsRefusals.TooManyDepartments : null;
    }

    private static int NextOrder(List<Department> all, long? parent) => all.Where(x => x.ParentId == parent).Select(x => x.Order).DefaultIfEmpty(0).Max() + 1;
}
