using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.People;
using Yaosu.Platform.Api;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.ApiKeys;

/// <summary>What this module offers to programs.</summary>
public sealed class OrgsApi(AppDbFactory databases)
{
    /// <summary>Who a key is and what it may do.</summary>
    public sealed record Me(string Key, string Enterprise, string CreditCode, IReadOnlyList<string> Permissions);

    public sealed record DepartmentAnswer(long Id, long? ParentId, string Name);

    public sealed record NewDepartment(string? Name, long? ParentId);

    public sealed record AuditAnswer(long Sequence, DateTime At, string Actor, string Action, string ObjectType, long ObjectId, string ObjectName, string? Note);

    internal static void Map(RouteGroupBuilder api)
    {
        api.MapThing<OrgsApi, Me>("/me", (orgs, actor, ct) => orgs.MeAsync(actor, ct)).WithSummary("密钥所属企业与权限");
        api.MapList<OrgsApi, DepartmentAnswer>("/departments", (orgs, actor, at, ct) => orgs.DepartmentsAsync(actor, at, ct)).WithSummary("部门");
        api.MapChange<SaveDepartment, NewDepartment, DepartmentAnswer>("/departments", async (save, actor, added, ct) =>
        {
            var saved = await save.RunAsync(actor, new(null, 0, added.Name ?? "", added.ParentId), ct);
            return saved.TryGet(out var id) ? new DepartmentAnswer(id, added.ParentId, added.Name!.Trim()) : Outcome<DepartmentAnswer>.Refused(saved.Refusals);
        }).WithSummary("新增部门");
        api.MapList<OrgsApi, AuditAnswer>("/audit-entries", (orgs, actor, at, ct) => orgs.AuditAsync(actor, at, ct)).WithSummary("审计日志，从旧到新");
    }

    internal async Task<Outcome<Me>> MeAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Open(actor);
        var org = await db.Set<Org>().AsNoTracking().SingleAsync(x => x.Id == actor.OrgId, ct);
        return new Me(actor.Name, org.Name, org.CreditCode, [.. actor.Permissions.Order(StringComparer.Ordinal)]);
    }

    internal async Task<Outcome<ApiPage<DepartmentAnswer>>> DepartmentsAsync(Actor actor, ApiCursor at, CancellationToken ct)
    {
        if (actor.Lacks(OrgsPermissions.ViewPeople) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var after = at.After ?? 0;
        var found = await db.Set<Department>().AsNoTracking().Where(x => x.Id > after).OrderBy(x => x.Id).Take(at.Limit + 1).ToListAsync(ct);
        return at.Page(found, x => x.Id, x => new DepartmentAnswer(x.Id, x.ParentId, x.Name));
    }

    internal async Task<Outcome<ApiPage<AuditAnswer>>> AuditAsync(Actor actor, ApiCursor at, CancellationToken ct)
    {
        if (actor.Lacks(OrgsPermissions.ViewAudit) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var after = at.After ?? 0;
        var found = await db.Set<AuditEntry>().AsNoTracking().Where(x => x.Sequence > after).OrderBy(x => x.Sequence).Take(at.Limit + 1).ToListAsync(ct);
        return at.Page(found, x => x.Sequence, x => new AuditAnswer(x.Sequence, x.At, x.ActorName, x.Action, x.ObjectType, x.ObjectId, x.ObjectName, x.Note));
    }
}
