using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.AuditLog;

/// <summary>Checks the enterprise's chain and says so in the log.</summary>
public sealed class VerifyAuditChain(AppDbFactory databases)
{
    /// <returns>The breaks found; empty when the log is whole.</returns>
    public async Task<Outcome<IReadOnlyList<AuditBreak>>> RunAsync(Actor actor, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.VerifyAudit) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var breaks = new List<AuditBreak>();
        await foreach (var found in AuditChain.VerifyAsync(db, ct))
            breaks.Add(found);
        db.Record(OrgsActions.AuditVerified, new AuditObject(nameof(Org), actor.OrgId, ""), breaks.Count == 0 ? "完整" : $"发现 {breaks.Count} 处异常");
        await db.SaveChangesAsync(ct);
        return breaks;
    }
}
